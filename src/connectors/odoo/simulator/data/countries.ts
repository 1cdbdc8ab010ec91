/**
 * Countries as Odoo 19 has them, one a line: code, name, currency, phone code, flags (z: postal code required, s: state required).
 * A second name after `/` is that of Odoo 18; `+` marks what only 19 has.
 */
export const COUNTRIES = `
AD;Andorra;EUR;376;z
AE;United Arab Emirates;AED;971;zs
AF;Afghanistan;AFN;93;z
AG;Antigua and Barbuda;XCD;1268;z
AI;Anguilla;XCD;1264;z
AL;Albania;ALL;355;z
AM;Armenia;AMD;374;z
AO;Angola;AOA;244;
AQ;Antarctica;XCD;672;z
AR;Argentina;ARS;54;zs
AS;American Samoa;USD;1684;z
AT;Austria;EUR;43;z
AU;Australia;AUD;61;zs
AW;Aruba;AWG;297;z
AX;Åland Islands;EUR;358;z
AZ;Azerbaijan;AZN;994;z
BA;Bosnia and Herzegovina;BAM;387;z
BB;Barbados;BBD;1246;z
BD;Bangladesh;BDT;880;z
BE;Belgium;EUR;32;z
BF;Burkina Faso;XOF;226;z
BG;Bulgaria;EUR/BGN;359;z
BH;Bahrain;BHD;973;z
BI;Burundi;BIF;257;z
BJ;Benin;XOF;229;
BL;Saint Barthélémy;EUR;590;z
BM;Bermuda;BMD;1441;z
BN;Brunei Darussalam;BND;673;z
BO;Bolivia;BOB;591;z
BQ;Bonaire, Sint Eustatius and Saba;USD;599;z
BR;Brazil;BRL;55;z
BS;Bahamas;BSD;1242;z
BT;Bhutan;BTN;975;z
BV;Bouvet Island;NOK;55;z
BW;Botswana;BWP;267;z
BY;Belarus;BYN;375;z
BZ;Belize;BZD;501;
CA;Canada;CAD;1;zs
CC;Cocos (Keeling) Islands;AUD;61;z
CF;Central African Republic;XAF;236;z
CD;Congo (DRC)/Democratic Republic of the Congo;CDF;243;z
CG;Congo (Republic)/Congo;XAF;242;z
CH;Switzerland;CHF;41;z
CI;Côte d'Ivoire;XOF;225;z
CK;Cook Islands;NZD;682;z
CL;Chile;CLP;56;
CM;Cameroon;XAF;237;z
CN;China;CNY;86;z
CO;Colombia;COP;57;z
CR;Costa Rica;CRC;506;z
CU;Cuba;CUP;53;z
CV;Cape Verde;CVE;238;z
CW;Curaçao;XCG/ANG;599;z
CX;Christmas Island;AUD;61;z
CY;Cyprus;EUR;357;z
CZ;Czech Republic;CZK;420;z
DE;Germany;EUR;49;z
DJ;Djibouti;DJF;253;z
DK;Denmark;DKK;45;z
DM;Dominica;XCD;1767;z
DO;Dominican Republic;DOP;1849;z
DZ;Algeria;DZD;213;z
EC;Ecuador;USD;593;
EE;Estonia;EUR;372;z
EG;Egypt;EGP;20;z
EH;Western Sahara;MAD;212;z
ER;Eritrea;ERN;291;z
ES;Spain;EUR;34;z
ET;Ethiopia;ETB;251;z
FI;Finland;EUR;358;z
FJ;Fiji;FJD;679;z
FK;Falkland Islands;FKP;500;z
FM;Micronesia;USD;691;z
FO;Faroe Islands;DKK;298;z
FR;France;EUR;33;z
GA;Gabon;XAF;241;z
GD;Grenada;XCD;1473;z
GE;Georgia;GEL;995;z
GF;French Guiana;EUR;594;z
GH;Ghana;GHS;233;z
GI;Gibraltar;GIP;350;z
GG;Guernsey;GBP;44;z
GL;Greenland;DKK;299;z
GM;Gambia;GMD;220;z
GN;Guinea;GNF;224;z
GP;Guadeloupe;EUR;590;z
GQ;Equatorial Guinea;XAF;240;z
GR;Greece;EUR;30;z
GS;South Georgia and the South Sandwich Islands;GBP;500;z
GT;Guatemala;GTQ;502;z
GU;Guam;USD;1671;z
GW;Guinea-Bissau;XOF;245;z
GY;Guyana;GYD;592;z
HK;Hong Kong;HKD;852;
HM;Heard Island and McDonald Islands;AUD;672;z
HN;Honduras;HNL;504;z
HR;Croatia;EUR;385;z
HT;Haiti;HTG;509;z
HU;Hungary;HUF;36;z
ID;Indonesia;IDR;62;zs
IE;Ireland;EUR;353;
IL;Israel;ILS;972;z
IM;Isle of Man;GBP;44;z
IN;India;INR;91;zs
IO;British Indian Ocean Territory;USD;246;z
IQ;Iraq;IQD;964;z
IR;Iran;IRR;98;z
IS;Iceland;ISK;354;z
IT;Italy;EUR;39;zs
JE;Jersey;GBP;44;z
JM;Jamaica;JMD;1876;z
JO;Jordan;JOD;962;z
JP;Japan;JPY;81;zs
KE;Kenya;KES;254;z
KG;Kyrgyzstan;KGS;996;z
KH;Cambodia;KHR;855;z
KI;Kiribati;AUD;686;z
KM;Comoros;KMF;269;z
KN;Saint Kitts and Nevis;XCD;1869;z
KP;North Korea;KPW;850;z
KR;South Korea;KRW;82;z
KW;Kuwait;KWD;965;z
KY;Cayman Islands;KYD;1345;z
KZ;Kazakhstan;KZT;7;z
LA;Laos;LAK;856;z
LB;Lebanon;LBP;961;z
LC;Saint Lucia;XCD;1758;z
LI;Liechtenstein;CHF;423;z
LK;Sri Lanka;LKR;94;z
LR;Liberia;LRD;231;z
LS;Lesotho;LSL;266;z
LT;Lithuania;EUR;370;z
LU;Luxembourg;EUR;352;z
LV;Latvia;EUR;371;z
LY;Libya;LYD;218;z
MA;Morocco;MAD;212;z
MC;Monaco;EUR;377;z
MD;Moldova;MDL;373;z
ME;Montenegro;EUR;382;z
MF;Saint Martin (French part);EUR;590;z
MG;Madagascar;MGA;261;z
MH;Marshall Islands;USD;692;z
MK;North Macedonia;MKD;389;z
ML;Mali;XOF;223;z
MM;Myanmar;MMK;95;z
MN;Mongolia;MNT;976;z
MO;Macau;MOP;853;
MP;Northern Mariana Islands;USD;1670;z
MQ;Martinique;EUR;596;z
MR;Mauritania;MRU;222;z
MS;Montserrat;XCD;1664;z
MT;Malta;EUR;356;z
MU;Mauritius;MUR;230;z
MV;Maldives;MVR;960;z
MW;Malawi;MWK;265;z
MX;Mexico;MXN;52;zs
MY;Malaysia;MYR;60;z
MZ;Mozambique;MZN;258;z
NA;Namibia;NAD;264;z
NC;New Caledonia;XPF;687;z
NE;Niger;XOF;227;z
NF;Norfolk Island;AUD;672;z
NG;Nigeria;NGN;234;z
NI;Nicaragua;NIO;505;z
NL;Netherlands;EUR;31;z
NO;Norway;NOK;47;z
NP;Nepal;NPR;977;z
NR;Nauru;AUD;674;z
NU;Niue;NZD;683;z
NZ;New Zealand;NZD;64;z
OM;Oman;OMR;968;z
PA;Panama;PAB;507;z
PE;Peru;PEN;51;
PF;French Polynesia;XPF;689;z
PG;Papua New Guinea;PGK;675;z
PH;Philippines;PHP;63;z
PK;Pakistan;PKR;92;z
PL;Poland;PLN;48;z
PM;Saint Pierre and Miquelon;EUR;508;z
PN;Pitcairn Islands;NZD;64;z
PR;Puerto Rico;USD;1939;z
PS;State of Palestine;ILS;970;z
PT;Portugal;EUR;351;z
PW;Palau;USD;680;z
PY;Paraguay;PYG;595;z
QA;Qatar;QAR;974;z
RE;Réunion;EUR;262;z
RO;Romania;RON;40;z
RS;Serbia;RSD;381;z
RU;Russian Federation;RUB;7;z
RW;Rwanda;RWF;250;z
SA;Saudi Arabia;SAR;966;z
SB;Solomon Islands;SBD;677;z
SC;Seychelles;SCR;248;z
SD;Sudan;SDG;249;z
SE;Sweden;SEK;46;z
SG;Singapore;SGD;65;z
SH;Saint Helena, Ascension and Tristan da Cunha;SHP;290;z
SI;Slovenia;EUR;386;z
SJ;Svalbard and Jan Mayen;NOK;47;z
SK;Slovakia;EUR;421;z
SL;Sierra Leone;SLE;232;z
SM;San Marino;EUR;378;z
SN;Senegal;XOF;221;z
SO;Somalia;SOS;252;z
SR;Suriname;SRD;597;z
SS;South Sudan;SSP;211;z
ST;São Tomé and Príncipe;STD;239;z
SV;El Salvador;SVC;503;z
SX;Sint Maarten (Dutch part);XCG/ANG;1721;z
SY;Syria;SYP;963;z
SZ;Eswatini;SZL;268;z
TC;Turks and Caicos Islands;USD;1649;z
TD;Chad;XAF;235;z
TF;French Southern Territories;EUR;262;z
TG;Togo;XOF;228;z
TH;Thailand;THB;66;z
TJ;Tajikistan;TJS;992;z
TK;Tokelau;NZD;690;z
TM;Turkmenistan;TMT;993;z
TN;Tunisia;TND;216;z
TO;Tonga;TOP;676;z
TL;Timor-Leste;USD;670;z
TR;Türkiye;TRY;90;z
TT;Trinidad and Tobago;TTD;1868;z
TV;Tuvalu;AUD;688;z
TW;Taiwan;TWD;886;z
TZ;Tanzania;TZS;255;z
UA;Ukraine;UAH;380;z
UG;Uganda;UGX;256;z
GB;United Kingdom;GBP;44;z
UM;USA Minor Outlying Islands;USD;699;z
US;United States;USD;1;zs
UY;Uruguay;UYU;598;z
UZ;Uzbekistan;UZS;998;z
VA;Holy See (Vatican City State);EUR;379;z
VC;Saint Vincent and the Grenadines;XCD;1784;z
VE;Venezuela;VEF;58;z
VG;Virgin Islands (British);USD;1284;z
VI;Virgin Islands (USA);USD;1340;z
VN;Vietnam;VND;84;
VU;Vanuatu;VUV;678;z
WF;Wallis and Futuna;XPF;681;z
WS;Samoa;WST;685;z
YE;Yemen;YER;967;z
YT;Mayotte;EUR;262;z
ZA;South Africa;ZAR;27;z
ZM;Zambia;ZMW;260;z
ZW;Zimbabwe;ZIG;263;z
XK;Kosovo;EUR;383;z
+XI;Northern Ireland;GBP;44;z
`;
