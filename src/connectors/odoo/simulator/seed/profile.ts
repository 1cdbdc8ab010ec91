import { Env, Transaction } from '../orm/env.ts';
import { resolveExternalId } from '../orm/external-ids.ts';
import type { Simulation } from '../simulation.ts';
import { seedAccounting, seedCompany, seedSettings } from './company.ts';
import { seedDemo } from './demo.ts';
import { seedCategories, seedStock, seedUnits } from './products.ts';
import { put } from './seeding.ts';
import { seedGroups, seedUsers } from './users.ts';
import { seedCountries, seedCurrencies, seedLanguages, seedStates } from './world.ts';

export interface ProfileOptions {
  readonly profile: 'demo' | 'empty';
  readonly login: string;
  readonly password: string;
}

/** Fills a new database: what every Odoo has, and with the demo profile a few products and contacts. */
export function fillDatabase(simulation: Simulation, options: ProfileOptions): void {
  const { db } = simulation;
  const env = new Env(db, new Transaction(simulation.now()), 1, { su: true, context: { tracking_disable: true } });
  const demo = options.profile === 'demo';
  const companyName = demo ? 'Demo' : 'My Company';
  seedLanguages(env, ['en_US', 'fr_FR']);
  const currencies = seedCurrencies(env, demo ? ['USD', 'EUR'] : ['USD']);
  const countries = seedCountries(env, currencies);
  seedStates(env, countries);
  seedGroups(env);
  const company = seedCompany(env, companyName, currencies.get('USD') ?? 1, countries.get('US') ?? 1);
  seedUsers(simulation, env, options.login, options.password);
  seedAccounting(env, company);
  seedUnits(env);
  seedCategories(env);
  put(
    env,
    'product.pricelist',
    { name: 'Default', currency_id: currencies.get('USD') ?? 1, company_id: 1 },
    'product.list0',
  );
  seedStock(env, companyName);
  seedSettings(env);
  if (demo) seedDemo(env, currencies, countries, (xmlid, model) => resolveExternalId(env, xmlid, env.model(model)));
}
