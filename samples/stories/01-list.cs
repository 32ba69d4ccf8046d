#:project ../../src/Brine/Brine.csproj
// Pickle a list and unpickle it again. With a path behind it, the list is saved there for Python to open.
using Brine;
using Brine.Pickling;

object?[] value = [1, 2.5, "three", (4, 5), new Dictionary<string, object?> { ["six"] = 6, ["seven"] = null }];
byte[] pickled = Pickle.Dumps(value);
PyList list = Pickle.Loads(pickled).As<PyList>()!;

Console.WriteLine($"{list.Count} items");
Console.WriteLine(list);
Console.WriteLine(
    $"the last one has the keys ['{string.Join("', '", list[^1].As<PyDict>()!.Keys.ToArray().Select(key => key.AsString()))}']");

if (args is [var target])
{
    Pickle.Dump(value, target);
}
