import type { ModelSpec } from '../orm/model.ts';
import * as account from './account.ts';
import * as apiKeys from './api-keys.ts';
import * as base from './base.ts';
import { partnerCategoryModel, partnerModel, partnerTitleModel } from './partner.ts';
import { pricelistItemModel } from './pricelist-item.ts';
import * as product from './product.ts';
import * as attribute from './product-attribute.ts';
import { productProductModel } from './product-product.ts';
import { productTemplateModel } from './product-template.ts';
import { quantModel } from './quants.ts';
import { saleLineModel } from './sale-line.ts';
import { saleOrderModel } from './sale-order.ts';
import * as stock from './stock.ts';
import * as system from './system.ts';

/** Every model of the simulator. */
export const allModels: readonly ModelSpec[] = [
  partnerModel,
  partnerCategoryModel,
  partnerTitleModel,
  ...Object.values(base),
  ...Object.values(system),
  ...Object.values(apiKeys),
  productTemplateModel,
  productProductModel,
  attribute.attributeModel,
  attribute.attributeValueModel,
  attribute.attributeLineModel,
  attribute.templateValueModel,
  ...Object.values(product),
  pricelistItemModel,
  ...Object.values(account),
  ...Object.values(stock),
  quantModel,
  saleOrderModel,
  saleLineModel,
];
