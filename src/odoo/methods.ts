/** Methods that change nothing, so that a repeat does no harm. Everything else counts as a write. */
const READS: ReadonlySet<string> = new Set([
  'check_access_rights',
  'check_object_reference',
  'context_get',
  'default_get',
  'exists',
  'fields_get',
  'formatted_read_group',
  'get_external_id',
  'get_field_translations',
  'get_metadata',
  'get_view',
  'get_views',
  'has_access',
  'has_group',
  'name_get',
  'name_search',
  'read',
  'read_group',
  'search',
  'search_count',
  'search_read',
  'web_read',
  'web_read_group',
  'web_search_read',
]);

export function isRead(method: string): boolean {
  return READS.has(method);
}
