import datetime, decimal, pickle, sys
from shop import Customer, Order

ann = Customer("Ann", datetime.date(2020, 5, 1))
bob = Customer("Bob", datetime.date(2023, 11, 24), invited_by=ann)
ann.orders += [Order(decimal.Decimal("12.50"), ["tea", "cups"]), Order(decimal.Decimal("3.05"), ["milk"])]
customers = pickle.load(open(sys.argv[1], "rb")) if len(sys.argv) > 1 else [ann, bob]
assert customers == [ann, bob]

again = pickle.loads(pickle.dumps(customers))
for customer in again:
    total = sum(order.price for order in customer.orders)
    print(f"{customer.name}, since {customer.since}, {len(customer.orders)} orders, {total} in all")
print("Bob was invited by the same Ann:", again[1].invited_by is again[0])
