import type { Order, OrderState } from './schema.ts';

/** Orders of an invented shop, the same on every run; only their dates follow `now`. All names, addresses and prices are made up. */
export function sampleOrders(now: Date): Order[] {
  return rows.map((row, index) => build(row, index, now.getTime()));
}

/** SKU, name and price in cents. */
const products = {
  tent: ['FW-T2-GRN', 'Birkhahn 2 tent, moss', 32900],
  family: ['FW-T5-SND', 'Murmel 5 family tent, sand', 64900],
  pack: ['FW-P48-BLU', 'Steig 48 backpack, M', 17900],
  daypack: ['FW-P22-RED', 'Steig 22 daypack', 8900],
  boots: ['FW-B42-BRN', 'Karwendel hiking boots, 42', 18900],
  trail: ['FW-S39-GRY', 'Flink trail shoes, 39', 12900],
  shell: ['FW-JM-NVY', 'Nebel rain jacket, M', 21900],
  down: ['FW-DL-BLK', 'Eider down jacket, L', 24900],
  kids: ['FW-K128-YEL', 'Kiebitz kids rain jacket, 128', 6900],
  bag: ['FW-SB-5', 'Reif sleeping bag, comfort -2 °C', 22900],
  mat: ['FW-MR4', 'Wolke sleeping mat, R 4.2', 11900],
  stove: ['FW-ST1', 'Glut gas stove', 5900],
  pot: ['FW-PT13', 'Titanium pot 1.3 l', 4900],
  lamp: ['FW-HL400', 'Funke head lamp 400', 4490],
  poles: ['FW-TP2', 'Grat trekking poles, pair', 7900],
  socks: ['FW-SOM', 'Merino hiking socks, 42-44', 1990],
  bottle: ['FW-BT1', 'Steel bottle 1 l', 2790],
  filter: ['FW-WF', 'Quell water filter', 4290],
  rope: ['FW-RP60', 'Climbing rope 9.5 mm, 60 m', 14900],
  harness: ['FW-HAM', 'Falke climbing harness, M', 6490],
} as const satisfies Record<string, readonly [string, string, number]>;
type Product = keyof typeof products;

/** Name, e-mail, address, phone, payment, currency. */
const people = {
  ana: [
    'Ana Silva',
    'ana.silva@example.com',
    'Rua das Amoreiras 14, 1250-020 Lisboa, PT',
    '+351 210 000 114',
    'Visa ending in 4417',
    'EUR',
  ],
  lukas: ['Lukas Brandt', 'lukas.brandt@example.org', 'Ahornweg 3, 04109 Leipzig, DE', '+49 341 0000 203', 'PayPal', 'EUR'],
  marie: [
    'Marie Lefort',
    'marie.lefort@example.net',
    '8 rue du Lavoir, 69001 Lyon, FR',
    '+33 4 00 00 00 38',
    'Mastercard ending in 0921',
    'EUR',
  ],
  sofia: [
    'Sofía Herrero',
    'sofia.herrero@example.com',
    'Calle del Olmo 27, 28012 Madrid, ES',
    '+34 910 000 027',
    'Visa ending in 7730',
    'EUR',
  ],
  giulia: ['Giulia Conti', 'giulia.conti@example.org', 'Via dei Tigli 5, 20121 Milano, IT', '+39 02 0000 0051', 'PayPal', 'EUR'],
  daan: ['Daan Visser', 'daan.visser@example.net', 'Lindelaan 61, 3511 Utrecht, NL', '+31 30 000 0061', 'Invoice', 'EUR'],
  emma: ['Emma Clarke', 'emma.clarke@example.com', '19 Orchard Row, Leeds LS1 0AA, UK', '+44 113 000 0019', 'Visa ending in 5582', 'GBP'],
  nils: ['Nils Aalto', 'nils.aalto@example.org', 'Koivukatu 9, 00100 Helsinki, FI', '+358 9 000 0009', 'Mastercard ending in 3306', 'EUR'],
  zofia: ['Zofia Nowak', 'zofia.nowak@example.net', 'ul. Klonowa 22, 30-001 Kraków, PL', '+48 12 000 00 22', 'Bank transfer', 'EUR'],
  beat: ['Beat Zürcher', 'beat.zuercher@example.com', 'Seestrasse 77, 8002 Zürich, CH', '+41 44 000 00 77', 'Visa ending in 1184', 'CHF'],
  clara: ['Clara Vogel', 'clara.vogel@example.org', 'Mühlgasse 2, 1040 Wien, AT', '+43 1 000 0002', 'Invoice', 'EUR'],
  tomas: [
    'Tomás Ribeiro',
    'tomas.ribeiro@example.net',
    'Rua do Moinho 40, 4050-001 Porto, PT',
    '+351 220 000 040',
    'Visa ending in 6029',
    'EUR',
  ],
  aoife: ['Aoife Byrne', 'aoife.byrne@example.com', '5 Harbour Lane, Galway H91 0AA, IE', '+353 91 000 005', 'Apple Pay', 'EUR'],
  jonas: [
    'Jonas Lind',
    'jonas.lind@example.org',
    'Björkvägen 31, 411 01 Göteborg, SE',
    '+46 31 000 00 31',
    'Mastercard ending in 8874',
    'EUR',
  ],
  petra: ['Petra Horváth', 'petra.horvath@example.net', 'Diófa utca 11, 1074 Budapest, HU', '+36 1 000 0011', 'PayPal', 'EUR'],
  hugo: ['Hugo Martin', 'hugo.martin@example.com', '33 avenue des Pins, 38000 Grenoble, FR', '+33 4 00 00 00 33', 'Google Pay', 'EUR'],
} as const satisfies Record<string, readonly string[]>;
type Person = keyof typeof people;

/** The shop's own ids of those with an account. */
const accounts: Partial<Record<Person, string>> = {
  ana: 'cus_ana',
  lukas: 'cus_lukas',
  marie: 'cus_marie',
  emma: 'cus_emma',
  jonas: 'cus_jonas',
};

/** One order a line: who, state, days ago, items (`*2` for two), `+express`. The first is FW-10001. */
const rows = `
ana in-transit 2 tent,mat
lukas delivered 9 boots,socks*2
marie partly-shipped 3 family,lamp
sofia placed 0 shell
ana delivered 34 stove,pot
giulia delayed 6 bag
daan out-for-delivery 4 pack,bottle
emma in-transit 4 down
nils cancelled 5 trail
zofia paid 1 poles,socks
lukas partly-refunded 21 shell,kids*2
beat in-transit 3 rope,harness
clara returned 26 down
tomas packed 1 filter,bottle*2
aoife delivered 12 kids
jonas delayed 7 tent
petra partly-shipped 4 pack,boots,socks
hugo out-for-delivery 4 harness
jonas placed 0 lamp
marie delivered 48 trail,socks*3
emma returned 30 boots
sofia in-transit 2 bag,mat +express
ana partly-shipped 4 boots,poles,socks*2
giulia cancelled 11 poles
lukas paid 0.5 lamp*2
daan partly-refunded 19 stove,filter
zofia delivered 15 mat
nils delayed 8 pack,shell
clara in-transit 3 kids*2,socks*2
beat placed 0 boots
tomas partly-shipped 5 tent,bag*2
aoife out-for-delivery 4 poles,bottle
ana partly-refunded 24 boots,poles
petra returned 28 trail
hugo cancelled 3 family
marie packed 0.9 rope
emma paid 1 shell,down
lukas in-transit 3 bag
sofia delivered 20 stove,pot,filter
jonas partly-shipped 4 family,mat*2
giulia out-for-delivery 4 boots +express
daan placed 0 pack
zofia partly-refunded 27 tent,lamp*2
clara delayed 6 harness,rope
nils packed 1 mat
beat delivered 18 daypack
tomas cancelled 14 down
aoife returned 33 shell
ana delayed 7 daypack,bottle
hugo paid 0.6 bottle,lamp
petra in-transit 2 kids
marie out-for-delivery 4 down
emma delivered 25 lamp,socks
jonas cancelled 8 stove
lukas returned 40 tent
sofia partly-refunded 18 socks*4,trail
giulia packed 1 kids,daypack
daan partly-shipped 4 poles,tent
zofia packed 0.8 pot
clara paid 1 trail
nils in-transit 3 family
beat partly-refunded 23 shell,down
tomas out-for-delivery 4 lamp
aoife delayed 9 bag
hugo delivered 10 rope,harness
petra paid 0.7 boots
ana in-transit 1.5 filter +express
marie returned 29 kids*2
emma partly-shipped 6 pack,stove
lukas cancelled 16 bag`
  .trim()
  .split('\n');

const hour = 3_600_000;
const day = 24 * hour;
const iso = (time: number) => new Date(time).toISOString();

/** Hours after the order at which each step happened. */
const after: Record<OrderState, number> = {
  placed: 0,
  paid: 0.1,
  packed: 7,
  'in-transit': 22,
  'partly-shipped': 23,
  delayed: 96,
  'out-for-delivery': 92,
  delivered: 97,
  returned: 97 + 24 * 11,
  cancelled: 4,
  'partly-refunded': 97 + 24 * 8,
};

const lives: Record<OrderState, OrderState[]> = {
  placed: ['placed'],
  paid: ['placed', 'paid'],
  packed: ['placed', 'paid', 'packed'],
  'partly-shipped': ['placed', 'paid', 'packed', 'partly-shipped'],
  'in-transit': ['placed', 'paid', 'packed', 'in-transit'],
  delayed: ['placed', 'paid', 'packed', 'in-transit', 'delayed'],
  'out-for-delivery': ['placed', 'paid', 'packed', 'in-transit', 'out-for-delivery'],
  delivered: ['placed', 'paid', 'packed', 'in-transit', 'delivered'],
  returned: ['placed', 'paid', 'packed', 'in-transit', 'delivered', 'returned'],
  cancelled: ['placed', 'paid', 'cancelled'],
  'partly-refunded': ['placed', 'paid', 'packed', 'in-transit', 'delivered', 'partly-refunded'],
};

/** The first shipment of an order that left in two, and the second. */
const halves: readonly (readonly [OrderState, OrderState])[] = [
  ['delivered', 'packed'],
  ['in-transit', 'packed'],
  ['in-transit', 'delayed'],
];

function build(row: string, index: number, now: number): Order {
  const [who, state, ago, list, express] = row.split(' ') as [Person, OrderState, string, string, string?];
  const [name, email, address, phone, payment, currency] = people[who];
  const customerId = accounts[who];
  const number = `FW-${10_001 + index}`;
  // Minutes differ from order to order; an order of today is some minutes old.
  const placed = now - Number(ago) * day - (5 + ((index * 37) % 50)) * 60_000;
  const at = (step: OrderState) => placed + after[step] * hour;
  const items = list.split(',').map((entry) => {
    const [product, quantity = '1'] = entry.split('*') as [Product, string?];
    const [sku, title, unitPrice] = products[product];
    return { sku, name: title, quantity: Number(quantity), unitPrice };
  });
  const goods = items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
  const delivery = express ? 1_290 : currency !== 'EUR' ? 1_490 : goods >= 6_000 ? 0 : 490;
  const expected = expectedAt(state, placed, now, express ? 2 : currency === 'EUR' ? 5 : 8);
  const skus = items.map((item) => item.sku);
  const ship = (part: number, of: string[], its: OrderState): Order['shipments'][number] => {
    const carrier = express ? 'Swiftline' : 'Parcelway';
    const tracking = `${express ? 'SL' : 'PW'}${70_410_000 + index * 173 + part * 7}`;
    const promise = expectedAt(its, placed, now, 5 + part);
    return {
      id: `${number}-${part + 1}`,
      carrier,
      tracking,
      trackingUrl: `https://track.${carrier.toLowerCase()}.example/${tracking}`,
      state: its,
      ...(promise && { expectedAt: iso(promise) }),
      ...(['delivered', 'returned'].includes(its) && { deliveredAt: iso(Math.min(at('delivered'), now - hour)) }),
      skus: of,
    };
  };
  const shipments: Order['shipments'] = [];
  if (state === 'partly-shipped') {
    const [first, second] = halves[index % halves.length] ?? ['in-transit', 'packed'];
    // The first parcel left early enough to have arrived where it is shown as delivered.
    const one = first === 'delivered' && at('delivered') > now ? 'in-transit' : first;
    shipments.push(ship(0, skus.slice(0, -1), one), ship(1, skus.slice(-1), second));
  } else if (lives[state].includes('in-transit')) {
    shipments.push(ship(0, skus, state === 'partly-refunded' ? 'delivered' : state));
  }
  // An order in two parcels is complete when the second one comes.
  const complete = shipments.length === 2 ? shipments[1]?.expectedAt : expected && iso(expected);
  return {
    number,
    email,
    ...(customerId && { customerId }),
    name,
    placedAt: iso(placed),
    currency,
    total: goods + delivery,
    state,
    items,
    shipments,
    events: lives[state]
      .filter((step) => !(step === 'paid' && state === 'cancelled' && !prepaid(payment)))
      .map((step) => ({ state: step, at: iso(at(step)) })),
    refunds: refundsOf(state, items, goods + delivery, payment).map((refund) => ({ ...refund, at: iso(at(state) + hour) })),
    ...(complete && { expectedAt: complete }),
    address,
    phone,
    payment,
  };
}

/** Cards are charged when a parcel leaves; these are paid when the order is placed. */
const prepaid = (payment: string) => payment === 'PayPal' || payment === 'Bank transfer';

function refundsOf(state: OrderState, items: Order['items'], total: number, payment: string): { amount: number; reason: string }[] {
  const last = items.at(-1);
  if (state === 'partly-refunded' && last) return [{ amount: last.unitPrice, reason: `1 × ${last.name} returned` }];
  if (state === 'returned') return [{ amount: total - 390, reason: 'Whole order returned, less the return label' }];
  if (state === 'cancelled' && prepaid(payment)) return [{ amount: total, reason: 'Cancelled before packing' }];
  return [];
}

/** When an order in this state should arrive: a new date if it is late, nothing once it has ended. */
function expectedAt(state: OrderState, placed: number, now: number, days: number): number | undefined {
  if (['delivered', 'returned', 'cancelled', 'partly-refunded'].includes(state)) return undefined;
  if (state === 'out-for-delivery') return Math.max(evening(now), now + hour);
  if (state === 'delayed') return evening(workday(now + 2 * day));
  return evening(workday(Math.max(placed + days * day, now + day)));
}

const evening = (time: number) => new Date(time).setUTCHours(18, 0, 0, 0);
const workday = (time: number) => time + ([1, 0, 0, 0, 0, 0, 2][new Date(time).getUTCDay()] ?? 0) * day;
