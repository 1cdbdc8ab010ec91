/** Languages: code, name, iso code, direction, date format. The active ones are chosen by the profile. */
export const LANGUAGES = `
en_US;English (US);en;;%m/%d/%Y
am_ET;Amharic / አምሃርኛ;am_ET;;%d/%m/%Y
ar_001;Arabic / الْعَرَبيّة;ar;rtl;%d/%m/%Y
ar_SY;Arabic (Syria) / الْعَرَبيّة;ar_SY;rtl;%d/%m/%Y
az_AZ;Azerbaijani / Azərbaycanca;az;;%Y-%m-%d
eu_ES;Basque / Euskara;eu_ES;;%d/%m/%Y
be_BY;Belarusian / Беларуская мова;be;;%d/%m/%Y
bn_IN;Bengali / বাংলা;bn_IN;;%d/%m/%Y
bs_BA;Bosnian / bosanski jezik;bs;;%Y-%m-%d
bg_BG;Bulgarian / български език;bg;;%d.%m.%Y
ca_ES;Catalan / Català;ca_ES;;%d/%m/%Y
zh_CN;Chinese, Simplified / 简体中文;zh_CN;;%Y/%m/%d
zh_HK;Chinese, Traditional (HK) / 繁體中文 (香港);zh_HK;;%m/%d/%Y
zh_TW;Chinese, Traditional (TW) / 繁體中文 (台灣);zh_TW;;%Y/%m/%d
hr_HR;Croatian / hrvatski jezik;hr;;%d.%m.%Y
cs_CZ;Czech / Čeština;cs_CZ;;%d.%m.%Y
da_DK;Danish / Dansk;da_DK;;%d.%m.%Y
nl_BE;Dutch (BE) / Nederlands (BE);nl_BE;;%d/%m/%Y
nl_NL;Dutch / Nederlands;nl;;%d-%m-%Y
en_AU;English (AU);en_AU;;%d/%m/%Y
en_CA;English (CA);en_CA;;%Y-%m-%d
en_GB;English (UK);en_GB;;%d/%m/%Y
en_IN;English (IN);en_IN;;%d/%m/%Y
en_NZ;English (NZ);en_NZ;;%d/%m/%Y
et_EE;Estonian / Eesti keel;et;;%d.%m.%Y
fi_FI;Finnish / Suomi;fi;;%d.%m.%Y
fr_BE;French (BE) / Français (BE);fr_BE;;%d/%m/%Y
fr_CA;French (CA) / Français (CA);fr_CA;;%Y-%m-%d
fr_CH;French (CH) / Français (CH);fr_CH;;%d.%m.%Y
fr_FR;French / Français;fr;;%d/%m/%Y
gl_ES;Galician / Galego;gl;;%d/%m/%Y
ka_GE;Georgian / ქართული ენა;ka;;%d/%m/%Y
de_DE;German / Deutsch;de;;%d.%m.%Y
de_CH;German (CH) / Deutsch (CH);de_CH;;%d.%m.%Y
el_GR;Greek / Ελληνικά;el_GR;;%d/%m/%Y
gu_IN;Gujarati / ગુજરાતી;gu;;%d/%m/%Y
he_IL;Hebrew / עברית;he;rtl;%d.%m.%Y
hi_IN;Hindi / हिंदी;hi;;%d/%m/%Y
hu_HU;Hungarian / Magyar;hu;;%Y.%m.%d
id_ID;Indonesian / Bahasa Indonesia;id;;%d/%m/%Y
it_IT;Italian / Italiano;it;;%d/%m/%Y
ja_JP;Japanese / 日本語;ja;;%Y/%m/%d
kab_DZ;Kabyle / Taqbaylit;kab;;%d/%m/%Y
km_KH;Khmer / ភាសាខ្មែរ;km;;%d/%m/%Y
ko_KP;Korean (KP) / 한국어 (KP);ko_KP;;%Y.%m.%d
ko_KR;Korean (KR) / 한국어 (KR);ko_KR;;%Y.%m.%d
lo_LA;Lao / ພາສາລາວ;lo;;%d/%m/%Y
lv_LV;Latvian / latviešu valoda;lv;;%d.%m.%Y
lt_LT;Lithuanian / Lietuvių kalba;lt;;%Y-%m-%d
lb_LU;Luxembourgish;lb;;%d/%m/%Y
mk_MK;Macedonian / македонски јазик;mk;;%d/%m/%Y
ml_IN;Malayalam / മലയാളം;ml;;%d/%m/%Y
mn_MN;Mongolian / монгол;mn;;%d/%m/%Y
ms_MY;Malay / Bahasa Melayu;ms;;%d/%m/%Y
my_MM;Burmese / ဗမာစာ;my;;%m/%d/%Y
nb_NO;Norwegian Bokmål / Norsk bokmål;nb_NO;;%d.%m.%Y
fa_IR;Persian / فارسی;fa;rtl;%Y/%m/%d
pl_PL;Polish / Język polski;pl;;%d.%m.%Y
pt_AO;Portuguese (AO) / Português (AO);pt_AO;;%d/%m/%Y
pt_BR;Portuguese (BR) / Português (BR);pt_BR;;%d/%m/%Y
pt_PT;Portuguese / Português;pt;;%d/%m/%Y
ro_RO;Romanian / română;ro;;%d.%m.%Y
ru_RU;Russian / русский язык;ru;;%d.%m.%Y
sr@Cyrl;Serbian (Cyrillic) / српски;sr@Cyrl;;%d/%m/%Y
sr@latin;Serbian (Latin) / srpski;sr@latin;;%d/%m/%Y
sk_SK;Slovak / Slovenský jazyk;sk;;%d/%m/%Y
sl_SI;Slovenian / slovenščina;sl;;%d/%m/%Y
es_419;Spanish (Latin America) / Español (América Latina);es_419;;%d/%m/%Y
es_AR;Spanish (AR) / Español (AR);es_AR;;%d/%m/%Y
es_BO;Spanish (BO) / Español (BO);es_BO;;%d/%m/%Y
es_CL;Spanish (CL) / Español (CL);es_CL;;%d-%m-%Y
es_CO;Spanish (CO) / Español (CO);es_CO;;%d/%m/%Y
es_CR;Spanish (CR) / Español (CR);es_CR;;%d/%m/%Y
es_DO;Spanish (DO) / Español (DO);es_DO;;%d/%m/%Y
es_EC;Spanish (EC) / Español (EC);es_EC;;%d/%m/%Y
es_GT;Spanish (GT) / Español (GT);es_GT;;%d/%m/%Y
es_MX;Spanish (MX) / Español (MX);es_MX;;%d/%m/%Y
es_PA;Spanish (PA) / Español (PA);es_PA;;%m/%d/%Y
es_PE;Spanish (PE) / Español (PE);es_PE;;%d/%m/%Y
es_PY;Spanish (PY) / Español (PY);es_PY;;%d/%m/%Y
es_UY;Spanish (UY) / Español (UY);es_UY;;%d/%m/%Y
es_VE;Spanish (VE) / Español (VE);es_VE;;%d/%m/%Y
es_ES;Spanish / Español;es;;%d/%m/%Y
sw;Swahili / Kiswahili;sw;;%d/%m/%Y
sv_SE;Swedish / Svenska;sv;;%Y-%m-%d
th_TH;Thai / ภาษาไทย;th;;%d/%m/%Y
tl_PH;Tagalog / Filipino;tl;;%m/%d/%Y
tr_TR;Turkish / Türkçe;tr;;%d.%m.%Y
uk_UA;Ukrainian / українська;uk;;%d.%m.%Y
uz_UZ;Uzbek / Oʻzbekcha;uz;;%d.%m.%Y
vi_VN;Vietnamese / Tiếng Việt;vi;;%d/%m/%Y
sq_AL;Albanian / Shqip;sq;;%d/%m/%Y
te_IN;Telugu / తెలుగు;te;;%d/%m/%Y
`;
