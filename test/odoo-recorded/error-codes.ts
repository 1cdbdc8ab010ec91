import type { ErrorCode } from '../../src/errors.ts';

/** What each recorded refusal becomes; a number alone is the pair of both versions. Every other pair is a result. */
export const CODE_BY_PAIR: Partial<Record<ErrorCode, readonly (number | string)[]>> = {
  odoo_access_denied: [20, 21],
  odoo_access_error: [101, 102, 103, 105, 106, 107, 521, '19/468', '19/469'],
  odoo_bad_arguments: [48, 142, 143, 144, 430, '19/440', '19/474', '19/475', '19/476', '19/477'],
  odoo_bad_value: [
    118,
    145,
    146,
    147,
    '19/151',
    156,
    158,
    321,
    326,
    327,
    333,
    355,
    '19/367',
    '19/368',
    '19/372',
    374,
    387,
    389,
    393,
    397,
    399,
    401,
    403,
    405,
    409,
    520,
    '19/460',
  ],
  odoo_missing_record: [93, 94, 95, 97, 98, 180, '19/444', '19/487'],
  odoo_not_odoo: ['18/004'],
  odoo_private_method: ['19/066', 140, '19/141', '19/472'],
  // The recording has lost the line that names the exception.
  odoo_server_error: ['18/318', '18/319'],
  odoo_unknown_field: [132, 133, 134, 135, 136, 137, 181, 215, '19/461', '19/462'],
  odoo_unknown_method: [61, '18/065', 138, 139, '19/471'],
  odoo_unknown_model: [130, 131, '19/470'],
  // Over XML-RPC a ValidationError has the same fault code as a UserError (112 is 111 over XML-RPC).
  odoo_user_error: [
    112,
    116,
    148,
    197,
    244,
    245,
    247,
    248,
    262,
    264,
    265,
    '19/270',
    340,
    349,
    350,
    353,
    '19/422',
    423,
    '18/424',
    429,
    '19/452',
  ],
  odoo_validation_error: [33, 34, 99, 111, 114, 117, 119, 120, 179, 234, 256, 275, 289, '19/459', '19/463'],
  odoo_wrong_database: [8, 13, 16, 24, '19/478'],
  odoo_wrong_password: [6, 7, 12, 15, 434, 525, '19/465'],
};

export function expectedCode(id: string, number: number): ErrorCode | undefined {
  for (const [code, pairs] of Object.entries(CODE_BY_PAIR)) {
    if (pairs.includes(number) || pairs.includes(id)) return code as ErrorCode;
  }
  return undefined;
}
