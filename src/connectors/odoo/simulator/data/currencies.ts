/** Currencies in Odoo's order: code, symbol, rounding, position (a: after, b: before), full name. `+` marks what only 19 has. */
export const CURRENCIES = `
USD;$;0.01;b;United States dollar
VEF;Bs.F;0.01;a;Venezuelan bolívar fuerte
CAD;$;0.01;a;Canadian dollar
CHF;CHF;0.01;b;Swiss franc
BRL;R$;0.01;b;Brazilian real
CNY;¥;0.01;b;Chinese yuan
CNH;¥;0.01;b;Chinese yuan - Offshore
COP;$;0.01;b;Colombian peso
CZK;Kč;0.01;a;Czech koruna
DKK;kr;0.01;b;Danish krone
HUF;Ft;0.01;a;Hungarian forint
IDR;Rp;0.01;b;Indonesian rupiah
LVL;Ls;0.01;a;Latvian lats
NOK;kr;0.01;b;Norwegian krone
XPF;XPF;1;a;CFP franc
PAB;B/.;0.01;a;Panamanian balboa
PLN;zł;0.01;a;Polish złoty
SEK;kr;0.01;a;Swedish krona
ARS;$;0.01;b;Argentine peso
INR;₹;0.01;b;Indian rupee
AUD;$;0.01;b;Australian dollar
UAH;₴;0.01;a;Ukraine Hryvnia
VND;₫;1;a;Vietnamese đồng
HKD;$;0.01;b;Hong Kong dollar
JPY;¥;1;b;Japanese yen
BGN;лв;0.01;a;Bulgarian lev
LTL;Lt;0.01;a;Lithuanian litas
RON;lei;0.01;a;Romanian leu
HRK;kn;0.01;a;Croatian kuna
RUB;руб;0.01;a;Russian ruble
TRY;₺;0.01;a;Turkish lira
KRW;₩;1;b;South Korean won
MXN;$;0.01;b;Mexican peso
MYR;RM;0.01;b;Malaysian ringgit
NZD;$;0.01;b;New Zealand dollar
PHP;₱;0.01;a;Philippine peso
SGD;S$;0.01;b;Singapore dollar
ZAR;R;0.01;b;South African rand
CRC;₡;0.01;b;Costa Rican colón
MUR;Rs;0.01;a;Mauritian rupee
XOF;CFA;1;a;CFA franc BCEAO
XAF;FCFA;1;a;CFA franc BEAC
UGX;USh;1;a;Ugandan shilling
HNL;L;0.01;b;Honduran lempira
CLP;$;1;b;Chilean peso
UYU;$;0.01;a;Uruguayan peso
AFN;Afs;0.01;a;Afghan afghani
AOA;Kz;0.01;a;Angolan kwanza
XCD;$;0.01;a;East Caribbean dollar
AMD;դր.;0.01;a;Armenian dram
AWG;Afl.;0.01;a;Aruban florin
AZN;m;0.01;a;Azerbaijani manat
BSD;B$;0.01;a;Bahamian dollar
BHD;BD;0.001;a;Bahraini dinar
BDT;৳;0.01;a;Bangladeshi taka
BBD;Bds$;0.01;a;Barbados dollar
BYR;BR;1;a;Belarusian ruble
BYN;Br;0.01;a;Belarusian ruble
BZD;BZ$;0.01;a;Belize dollar
BMD;BD$;0.01;a;Bermudian dollar
BTN;Nu.;0.01;a;Bhutanese ngultrum
BOB;Bs.;0.01;a;Boliviano
BAM;KM;0.01;a;Bosnia and Herzegovina convertible mark
BWP;P;0.01;a;Botswana pula
BIF;FBu;1;a;Burundian franc
KHR;៛;0.01;a;Cambodian riel
KYD;$;0.01;a;Cayman Islands dollar
KMF;CF;1;a;Comorian franc
CDF;Fr;0.01;a;Congolese franc
CUP;$;0.01;a;Cuban peso
ANG;ƒ;0.01;b;Netherlands Antillean guilder
+XCG;Cg;0.01;a;Caribbean Guilder
DJF;Fdj;1;a;Djiboutian franc
DOP;RD$;0.01;b;Dominican peso
EGP;LE;0.01;a;Egyptian pound
SVC;¢;0.01;a;Salvadoran Colon
ERN;Nfk;0.01;a;Eritrean nakfa
ETB;Br;0.01;a;Ethiopian birr
FKP;£;0.01;a;Falkland Islands pound
FJD;FJ$;0.01;a;Fiji dollar
GEL;ლ;0.01;a;Georgian lari
GIP;£;0.01;a;Gibraltar pound
GNF;FG;1;a;Guinean franc
GYD;$;0.01;a;Guyanese dollar
HTG;G;0.01;a;Haitian gourde
ISK;kr;1;a;Icelandic króna
IRR;﷼;0.01;a;Iranian rial
IQD; ع.د;0.001;a;Iraqi dinar
ILS;₪;0.01;b;Israeli new shekel
JMD;$;0.01;a;Jamaican dollar
JOD; د.ا ;0.001;a;Jordanian dinar
KZT;₸;0.01;a;Kazakhstani tenge
KES;KSh;0.01;a;Kenyan shilling
KWD; د.ك ;0.001;a;Kuwaiti dinar
KGS;лв;0.01;a;Kyrgyzstani som
LAK;₭;0.01;a;Lao kip
LBP;ل.ل;0.01;a;Lebanese pound
LSL;M;0.01;a;Lesotho loti
LRD;L$;0.01;a;Liberian dollar
LYD; ل.د ;0.001;a;Libyan dinar
MOP;MOP$;0.01;a;Macanese pataca
MKD;ден;0.01;a;Macedonian denar
MGA;Ar;0.01;a;Malagasy ariary
MWK;MK;0.01;a;Malawian kwacha
MVR;Rf;0.01;b;Maldivian rufiyaa
MRO;UM;0.01;a;Mauritanian ouguiya (old)
MRU;UM;0.01;a;Mauritanian ouguiya
MDL;L;0.01;a;Moldovan leu
MNT;₮;0.01;a;Mongolian tögrög
MAD;DH;0.01;a;Moroccan dirham
BND;B$;0.01;b;Brunei dollar
DZD;DA;0.01;a;Algerian dinar
GHS;GH¢;0.01;a;Ghanaian cedi
GMD;D;0.01;a;Gambian dalasi
MZN;MT;0.01;a;Mozambican metical
MMK;K;0.01;a;Myanmar kyat
NAD;$;0.01;a;Namibian dollar
NPR;₨;0.01;a;Nepalese rupee
ALL;L;0.01;a;Albanian lek
NIO;C$;0.01;a;Nicaraguan córdoba
NGN;₦;0.01;a;Nigerian naira
KPW;₩;0.01;a;North Korean won
ZIG;ZiG;0.01;a;Zimbabwe Gold
ZMW;ZK;0.01;a;Zambian kwacha
YER;﷼;0.01;a;Yemeni rial
EUR;€;0.01;a;Euro
VUV;VT;1;a;Vanuatu vatu
UZS;лв;0.01;a;Uzbekistan som
AED;AED;0.01;a;United Arab Emirates dirham
TMT;T;0.01;a;Turkmenistan manat
TND;DT;0.001;a;Tunisian dinar
TTD;$;0.01;a;Trinidad and Tobago dollar
TOP;T$;0.01;a;Tongan paʻanga
THB;฿;0.01;a;Thai baht
TZS;TSh;0.01;a;Tanzanian shilling
TJS;TJS;0.01;a;Tajikistani somoni
TWD;NT$;1;a;New Taiwan dollar
SYP;£;0.01;a;Syrian pound
SZL;E;0.01;a;Swazi lilangeni
SRD;$;0.01;a;Surinamese dollar
SDG;ج.س.;0.01;a;Sudanese pound
LKR;Rs;0.01;a;Sri Lankan rupee
SSP;£;0.01;a;South Sudanese pound
GBP;£;0.01;b;Pound sterling
SOS;Sh.;0.01;a;Somali shilling
SBD;SI$;0.01;a;Solomon Islands dollar
SLL;Le;0.01;a;Sierra Leonean leone
SLE;Le;0.01;a;Sierra Leonean leone
SCR;SR;0.01;a;Seychellois rupee
RSD;din.;0.01;a;Serbian dinar
SAR;SR;0.01;a;Saudi riyal
STD;Db;0.01;a;São Tomé and Príncipe dobra
WST;WS$;0.01;a;Samoan tālā
SHP;£;0.01;a;Saint Helena pound
RWF;RF;1;a;Rwandan franc
QAR;QR;0.01;a;Qatari riyal
PEN;S/;0.01;b;Peruvian sol
PYG;₲;1;a;Paraguayan guaraní
PGK;K;0.01;a;Papua New Guinean kina
PKR;Rs.;0.01;a;Pakistani rupee
OMR;ر.ع.;0.001;a;Omani rial
CVE;$;0.01;a;Cape Verdean escudo
COU;$;0.01;b;Unidad de Valor Real
CLF;$;0.0001;b;Unidad de Fomento
CUC;$;0.01;a;Cuban convertible peso
GTQ;Q;0.01;a;Guatemalan Quetzal
VES;Bs;0.01;a;Venezuelan bolívar soberano
UYW;$;0.0001;a;Unidad previsional
UYI;$;0.0001;a;Uruguay Peso en Unidades Indexadas
STN;Db;0.01;a;São Tomé and Príncipe dobra
`;
