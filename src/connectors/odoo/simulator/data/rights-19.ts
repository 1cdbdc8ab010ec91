import type { RightsTable } from '../orm/rights.ts';

/**
 * Odoo 19.0's access rules for the simulated models: group and the operations it grants, r(ead) w(rite) c(reate) u(nlink).
 * Groups stand in the order of their ids, as application|name.
 */
export const rights19: RightsTable = {
  groups: {
    'base.group_user': '|Role / User',
    'base.group_erp_manager': '|Access Rights',
    'base.group_sanitize_override': '|Bypass HTML Field Sanitize',
    'base.group_system': '|Role / Administrator',
    'base.group_multi_company': '|Multi Companies',
    'base.group_no_one': '|Technical Features',
    'base.group_allow_export': 'Export|Allowed',
    'base.group_partner_manager': 'Contact|Creation',
    'base.group_portal': '|Role / Portal',
    'base.group_public': '|Role / Public',
    'uom.group_uom': '|Manage Multiple Units of Measure',
    'api_doc.group_allow_doc': '|Technical Documentation',
    'mail.group_mail_canned_response_admin': 'Canned Responses|Canned Response Administrator',
    'mail.group_mail_template_editor': '|Mail Template Editor',
    'product.group_product_pricelist': '|Basic Pricelists',
    'product.group_product_variant': '|Manage Product Variants',
    'product.group_product_manager': 'Products|Create',
    'sales_team.group_sale_salesman': 'Sales|User: Own Documents Only',
    'sales_team.group_sale_salesman_all_leads': 'Sales|User: All Documents',
    'sales_team.group_sale_manager': 'Sales|Administrator',
    'account.group_account_readonly': '|Show Accounting Features - Readonly',
    'account.group_account_invoice': 'Accounting|Invoicing',
    'account.group_account_user': '|Show Full Accounting Features',
    'account.group_account_manager': 'Accounting|Administrator',
    'account.group_validate_bank_account': 'Bank|Validate bank account',
    'spreadsheet_dashboard.group_dashboard_manager': 'Dashboard|Admin',
    'stock.group_stock_user': 'Inventory|User',
    'stock.group_stock_manager': 'Inventory|Administrator',
    'stock.group_stock_multi_locations': '|Manage Multiple Stock Locations',
  },
  users: {
    admin:
      'account.group_account_invoice account.group_account_manager account.group_validate_bank_account api_doc.group_allow_doc base.group_allow_export base.group_erp_manager base.group_multi_company base.group_no_one base.group_partner_manager base.group_sanitize_override base.group_system base.group_user mail.group_mail_canned_response_admin mail.group_mail_template_editor product.group_product_manager product.group_product_pricelist product.group_product_variant sales_team.group_sale_manager sales_team.group_sale_salesman sales_team.group_sale_salesman_all_leads spreadsheet_dashboard.group_dashboard_manager stock.group_stock_manager stock.group_stock_multi_locations stock.group_stock_user uom.group_uom',
    bot: 'base.group_allow_export base.group_no_one base.group_partner_manager base.group_user mail.group_mail_canned_response_admin product.group_product_manager product.group_product_pricelist product.group_product_variant sales_team.group_sale_manager sales_team.group_sale_salesman sales_team.group_sale_salesman_all_leads stock.group_stock_manager stock.group_stock_multi_locations stock.group_stock_user uom.group_uom',
    limited:
      'base.group_no_one base.group_user product.group_product_pricelist product.group_product_variant stock.group_stock_multi_locations uom.group_uom',
  },
  rules: {
    'res.partner':
      'base.group_public:r base.group_portal:r base.group_partner_manager:rwcu base.group_user:r account.group_account_manager:r stock.group_stock_manager:rwc sales_team.group_sale_salesman:r sales_team.group_sale_manager:rwc',
    'res.partner.category': 'base.group_user:r base.group_partner_manager:rwcu',
    'res.country':
      'base.group_public:r base.group_portal:r base.group_user:r base.group_partner_manager:r base.group_system:rwcu',
    'res.country.state': 'base.group_public:r base.group_portal:r base.group_user:r base.group_partner_manager:rwcu',
    'res.lang': 'base.group_public:r base.group_portal:r base.group_user:r base.group_system:rwcu',
    'res.company': 'base.group_erp_manager:rwcu base.group_public:r base.group_portal:r base.group_user:r',
    'res.currency':
      'base.group_public:r base.group_portal:r base.group_user:r base.group_system:rwcu account.group_account_manager:rwcu',
    'res.currency.rate':
      'base.group_public:r base.group_portal:r base.group_user:r base.group_system:rwcu account.group_account_manager:rwcu',
    'res.users': 'base.group_public:r base.group_portal:r base.group_user:r base.group_erp_manager:rwcu',
    'res.groups': 'base.group_erp_manager:rwcu base.group_user:r',
    'ir.model': 'base.group_erp_manager:rwcu',
    'ir.model.data': 'base.group_erp_manager:rwcu',
    'ir.module.module': 'base.group_system:rwcu base.group_user:r',
    'ir.config_parameter': 'base.group_system:rwcu',
    'decimal.precision': 'base.group_system:rw',
    'ir.sequence': 'base.group_user:r base.group_system:rwcu',
    'res.users.apikeys': 'base.group_user:r base.group_portal:r',
    'res.users.apikeys.description': 'base.group_user:rc base.group_portal:rc',
    'res.users.identitycheck': 'base.group_user:rwc base.group_portal:rwc',
    'product.template': 'base.group_user:r product.group_product_manager:rwcu stock.group_stock_user:r',
    'product.product':
      'base.group_user:r product.group_product_manager:rwcu account.group_account_readonly:r stock.group_stock_user:r',
    'product.attribute': 'base.group_user:r product.group_product_manager:rwcu stock.group_stock_manager:rwcu',
    'product.attribute.value': 'base.group_user:r product.group_product_manager:rwcu stock.group_stock_manager:rwcu',
    'product.template.attribute.line': 'base.group_user:r product.group_product_manager:rwcu',
    'product.template.attribute.value': 'base.group_user:r product.group_product_manager:rwcu',
    'product.category': 'base.group_user:r product.group_product_manager:rwcu',
    'product.tag': 'base.group_user:r product.group_product_manager:rwcu',
    'product.pricelist':
      'base.group_user:r base.group_partner_manager:r product.group_product_manager:rwcu stock.group_stock_manager:rwcu sales_team.group_sale_salesman:r sales_team.group_sale_manager:rwcu',
    'product.pricelist.item': 'base.group_user:r product.group_product_manager:rwcu sales_team.group_sale_manager:rwcu',
    'uom.uom':
      'base.group_system:rwcu base.group_user:r product.group_product_manager:rwcu sales_team.group_sale_salesman:r',
    'account.tax':
      'base.group_user:r account.group_account_readonly:r account.group_account_invoice:r account.group_account_manager:rwcu sales_team.group_sale_salesman:r',
    'account.tax.group':
      'base.group_user:r account.group_account_readonly:r account.group_account_invoice:r account.group_account_manager:rwcu sales_team.group_sale_salesman:r',
    'account.payment.term':
      'base.group_user:r base.group_portal:r account.group_account_manager:rwcu sales_team.group_sale_salesman:r',
    'account.fiscal.position': 'account.group_account_manager:rwcu base.group_user:r',
    'crm.team': 'base.group_user:r sales_team.group_sale_salesman:r sales_team.group_sale_manager:rwcu',
    'account.journal':
      'account.group_account_readonly:r account.group_account_manager:rwcu account.group_account_invoice:r stock.group_stock_manager:r sales_team.group_sale_salesman:r stock.group_stock_manager:rw',
    'sale.order':
      'base.group_portal:r account.group_account_readonly:r account.group_account_invoice:rw account.group_account_user:rw sales_team.group_sale_salesman:rwc sales_team.group_sale_manager:rwcu stock.group_stock_user:rw',
    'sale.order.line':
      'base.group_portal:r account.group_account_readonly:r account.group_account_invoice:rw account.group_account_user:rw sales_team.group_sale_salesman:rwcu stock.group_stock_user:rw',
    'stock.location':
      'base.group_partner_manager:r stock.group_stock_manager:rwcu base.group_user:r sales_team.group_sale_salesman:r sales_team.group_sale_manager:r',
    'stock.warehouse': 'stock.group_stock_manager:rwcu base.group_user:r sales_team.group_sale_salesman:r',
    'stock.picking.type': 'base.group_user:r stock.group_stock_user:r stock.group_stock_manager:rwcu',
    'stock.quant': 'stock.group_stock_user:rwc base.group_user:r',
    'stock.picking':
      'stock.group_stock_user:rwcu stock.group_stock_manager:rwcu account.group_account_readonly:r account.group_account_invoice:rwc sales_team.group_sale_salesman:rwc sales_team.group_sale_manager:rwcu base.group_portal:r',
    'stock.move':
      'stock.group_stock_manager:rwcu stock.group_stock_user:rwc account.group_account_readonly:r account.group_account_invoice:rwc sales_team.group_sale_salesman:rwc sales_team.group_sale_manager:rwcu',
  },
};
