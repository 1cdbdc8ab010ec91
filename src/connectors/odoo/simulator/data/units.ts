/** Unit categories of 18: name, external id. */
export const UNIT_CATEGORIES = `
Unit;product_uom_categ_unit
Weight;product_uom_categ_kgm
Working Time;uom_categ_wtime
Length / Distance;uom_categ_length
Surface;uom_categ_surface
Volume;product_uom_categ_vol
`;

/** Units of 18: name, external id, category, factor, type. */
export const UNITS_18 = `
Units;product_uom_unit;1;1;reference
Dozens;product_uom_dozen;1;0.08333333333333333;bigger
Days;product_uom_day;3;1;reference
Hours;product_uom_hour;3;8;smaller
m;product_uom_meter;4;1;reference
mm;product_uom_millimeter;4;1000;smaller
km;product_uom_km;4;0.001;bigger
cm;product_uom_cm;4;100;smaller
m²;uom_square_meter;5;1;reference
L;product_uom_litre;6;1;reference
m³;product_uom_cubic_meter;6;0.001;bigger
kg;product_uom_kgm;2;1;reference
g;product_uom_gram;2;1000;smaller
t;product_uom_ton;2;0.001;bigger
lb;product_uom_lb;2;2.20462;smaller
oz;product_uom_oz;2;35.274;smaller
in;product_uom_inch;4;39.3701;smaller
ft;product_uom_foot;4;3.28084;smaller
yd;product_uom_yard;4;1.09361;smaller
mi;product_uom_mile;4;0.0006213727366498068;bigger
ft²;uom_square_foot;5;10.76391;smaller
fl oz (US);product_uom_floz;6;33.814;smaller
qt (US);product_uom_qt;6;1.05669;smaller
gal (US);product_uom_gal;6;0.26417217685798894;bigger
in³;product_uom_cubic_inch;6;61.0237;smaller
ft³;product_uom_cubic_foot;6;0.035314724827664144;bigger
`;

/** Units of 19: name, external id, factor, factor to the next, the next unit, whether it is off. */
export const UNITS_19 = `
Units;product_uom_unit;1;1;;
Pack of 6;product_uom_pack_6;6;6;1;
Dozens;product_uom_dozen;12;12;1;off
Hours;product_uom_hour;1;1;;
Days;product_uom_day;8;8;4;
Minutes;product_uom_minute;0.0166667;0.0166667;4;
mm;product_uom_millimeter;1;1;;
cm;product_uom_cm;10;10;7;off
m;product_uom_meter;1000;100;8;
km;product_uom_km;1000000;1000;9;off
m²;product_uom_square_meter;1;1;;
ml;product_uom_milliliter;1;1;;
L;product_uom_litre;1000;1000;12;
m³;product_uom_cubic_meter;1000000;1000;13;off
g;product_uom_gram;1;1;;
kg;product_uom_kgm;1000;1000;15;
Ton;product_uom_ton;1000000;1000;16;
oz;product_uom_oz;28.3495;28.3495;15;off
lb;product_uom_lb;453.592;16;18;off
in;product_uom_inch;25.4;2.54;8;off
ft;product_uom_foot;304.79999999999995;12;20;off
yd;product_uom_yard;914.3999999999999;3;21;off
mi;product_uom_mile;1609343.9999999998;1760;22;off
ft²;product_uom_square_foot;0.092903;0.092903;11;off
fl oz (US);product_uom_floz;29.5735;0.0295735;13;off
qt (US);product_uom_qt;946.352;32;25;off
gal (US);product_uom_gal;3785.408;4;26;off
in³;product_uom_cubic_inch;16.3871;0.0163871;13;off
ft³;product_uom_cubic_foot;28316.9088;1728;28;off
KWH;product_uom_kwh;1;1;;
`;
