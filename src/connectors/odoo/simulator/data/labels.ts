/** French words where the simulator has them: field labels by `model.field`, options by `model.field=key`, messages by their text. */
export const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fr_FR: {
    'product.template.name': 'Nom',
    'product.template.type': 'Type de produit',
    'product.template.list_price': 'Prix de vente',
    'product.template.type=consu': 'Biens',
    'Some orders are not in a state requiring confirmation.':
      'Certaines commandes ne sont pas dans un état nécessitant une confirmation.',
  },
};
