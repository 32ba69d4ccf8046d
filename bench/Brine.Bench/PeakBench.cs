using System.Globalization;
using Brine;

/// <summary>The most memory of this process after a step with a million objects of a class; bench/peak.py has Python's side.</summary>
internal static class PeakBench
{
    internal static int Run(string step, string file, string target)
    {
        if (step == "start")
        {
            return Report();
        }

        List<ShopCustomer> customers = step == "dump" ? Make() : Pickle.Load<List<ShopCustomer>>(file);
        if (step != "load")
        {
            Pickle.Dump(customers, target, new Brine.Containers.SaveOptions { Protocol = 5 });
        }

        GC.KeepAlive(customers);
        return Report();
    }

    private static List<ShopCustomer> Make()
    {
        var customers = new List<ShopCustomer>();
        for (int i = 0; i < 1_000_000; i++)
        {
            customers.Add(new ShopCustomer
            {
                Number = i, Name = string.Create(CultureInfo.InvariantCulture, $"customer {i}"), Balance = i * .5, Active = true,
            });
        }

        return customers;
    }

    private static int Report()
    {
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
        Console.WriteLine(line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
        return 0;
    }
}
