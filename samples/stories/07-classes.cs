#:project ../../src/Brine/Brine.csproj
// Objects of your own classes: pickled here, they are shop.Customer and shop.Order in Python, and the other way round.
using System.Globalization;
using Brine;
using Brine.Pickling;

var ann = new Customer("Ann", new DateOnly(2020, 5, 1));
var bob = new Customer("Bob", new DateOnly(2023, 11, 24)) { InvitedBy = ann };
ann.Orders.Add(new Order(12.50m, ["tea", "cups"]));
ann.Orders.Add(new Order(3.05m, ["milk"]));
List<Customer> customers = [ann, bob];
byte[] pickled = Pickle.Dumps(customers);

List<Customer> again = Pickle.Loads<List<Customer>>(pickled);
foreach (Customer customer in again)
{
    decimal total = customer.Orders.Sum(order => order.Price);
    Console.WriteLine(
        $"{customer.Name}, since {customer.Since:yyyy-MM-dd}, {customer.Orders.Count} orders, "
            + $"{total.ToString(CultureInfo.InvariantCulture)} in all");
}

Console.WriteLine($"Bob was invited by the same Ann: {ReferenceEquals(again[1].InvitedBy, again[0])}");
if (args is [var target])
{
    Pickle.Dump(customers, target);
}

[PickleClass("shop.Customer")]
public sealed partial record Customer(string Name, DateOnly Since)
{
    public List<Order> Orders { get; init; } = [];

    public Customer? InvitedBy { get; init; }
}

[PickleClass("shop.Order")]
public sealed partial record Order(decimal Price, string[] Items);
