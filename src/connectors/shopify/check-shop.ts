import type { CheckItem } from '../../core/connector.ts';
import { asPasserelleError } from '../../errors.ts';
import type { ShopifyClient } from './api/client.ts';
import { API_VERSION } from './manifest.ts';
import { asNode, asNodes } from './node.ts';
import { SHOP_INFO } from './operations/shared.ts';

/** Scopes that every record type together asks for, and what is lost without them. */
const SCOPES: readonly (readonly [string, string])[] = [
  ['write_products', 'products and prices'],
  ['write_customers', 'customers'],
  ['write_orders', 'orders'],
  ['read_all_orders', 'orders older than 60 days'],
  ['write_inventory', 'stock'],
  ['read_locations', 'stock by location'],
];

/** Whether the shop answers, with which version, and which access is missing. */
export async function checkShop(client: ShopifyClient, signal: AbortSignal | undefined): Promise<readonly CheckItem[]> {
  try {
    const { data } = await client.run(SHOP_INFO, {}, signal);
    const shop = asNode(data.shop);
    const scopes = asNodes(asNode(data.currentAppInstallation).accessScopes).map(({ handle }) => String(handle));
    const plan = String(asNode(shop.plan).publicDisplayName ?? '');
    const prices = shop.taxesIncluded === true ? 'prices include taxes' : 'prices without taxes';
    return [
      {
        name: 'shop',
        status: 'ok',
        message: `${shop.name} (${shop.myshopifyDomain}), plan ${plan}, ${shop.currencyCode}, ${prices}.`,
      },
      versionItem(
        client,
        asNodes(data.publicApiVersions).map(({ handle, supported }) => [String(handle), supported === true]),
      ),
      ...scopeItems(scopes),
    ];
  } catch (thrown) {
    const error = asPasserelleError(thrown);
    const { remedy } = error;
    return [{ name: 'shop', status: 'failed', message: error.message, ...(remedy !== undefined && { remedy }) }];
  }
}

function versionItem(client: ShopifyClient, versions: readonly (readonly [string, boolean])[]): CheckItem {
  const served = client.servedVersion();
  if (served !== undefined) {
    const message = `Shopify answers with version ${served} of its API instead of ${API_VERSION}.`;
    return { name: 'version', status: 'warning', message, remedy: 'Update Passerelle.' };
  }
  const newer = versions.filter(([handle, supported]) => supported && handle > API_VERSION).length;
  // Each version is served for a year, and one comes out a quarter.
  if (newer >= 3) {
    const message = `Version ${API_VERSION} of the API ends within months: ${newer} newer ones are out.`;
    return { name: 'version', status: 'warning', message, remedy: 'Update Passerelle.' };
  }
  return { name: 'version', status: 'ok', message: `API version ${API_VERSION}.` };
}

function scopeItems(scopes: readonly string[]): readonly CheckItem[] {
  const missing = SCOPES.filter(
    ([scope]) => !scopes.includes(scope) && !scopes.includes(scope.replace(/^read_/, 'write_')),
  );
  if (missing.length === 0) return [{ name: 'scopes', status: 'ok', message: 'All access scopes are granted.' }];
  return missing.map(([scope, what]) => ({
    name: 'scopes',
    status: 'warning',
    message: `The app lacks the access scope ${scope}: no ${what}.`,
    remedy: `Add ${scope} to the app's scopes and install the app anew, if you sync ${what}.`,
  }));
}
