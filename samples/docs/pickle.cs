#:project ../../src/Brine/Brine.csproj
// The examples of docs/pickle.md, in their order: a test compares the page with this file and with what it prints.
using Brine;
using Brine.Containers;
using Brine.Pickling;

string folder = Directory.CreateTempSubdirectory("brine-docs-").FullName;
Directory.SetCurrentDirectory(folder);

Console.WriteLine("-- first");
#region first
Pickle.Dump(new Dictionary<string, object> { ["customer"] = "Ann", ["items"] = new List<string> { "tea", "cups" }, ["total"] = 12.5 },
    "order.pkl");

PyValue order = Pickle.Load("order.pkl");
Console.WriteLine(order);
#endregion

Console.WriteLine("-- look");
#region look
Console.WriteLine(order["customer"].AsString());
Console.WriteLine(order["items"][1].AsString());
Console.WriteLine(order["total"].AsDouble() + 1);
foreach ((PyValue key, PyValue value) in order.AsDict()!)
{
    Console.WriteLine($"{key} is a {value.Kind}");
}
#endregion

Console.WriteLine("-- typed");
#region typed
Dictionary<string, object> entries = Pickle.Load<Dictionary<string, object>>("order.pkl");
List<string> items = order["items"].To<List<string>>();
Console.WriteLine($"{entries["customer"]} ordered {items.Count} things");
#endregion

Console.WriteLine("-- values");
#region values
Console.WriteLine(Pickle.ToPython((1, "two", 3.5m, new[] { true, false })));
Console.WriteLine(Pickle.ToPython(new HashSet<DateOnly> { new(2024, 2, 29) }));
#endregion

Console.WriteLine("-- misfit");
#region misfit
try
{
    order.To<Dictionary<string, string>>();
}
catch (PickleTypeException error)
{
    Console.WriteLine($"{error.Code} at {error.Path}");
    Console.WriteLine(error.Message);
}
#endregion

Console.WriteLine("-- lossy");
#region lossy
var lossy = new SaveOptions { Mapping = new MappingOptions { Lossy = true } };
Console.WriteLine(Pickle.ToPython(TimeSpan.FromTicks(15), lossy).To<TimeSpan>().Ticks);
#endregion

Console.WriteLine("-- protocol");
#region protocol
Pickle.Dump(order, "for-python-2.pkl", new SaveOptions { Protocol = 2 });
Console.WriteLine(PickleFile.Open("for-python-2.pkl").Protocol);
#endregion

Console.WriteLine("-- known");
#region known
PyValue moment = Pickle.ToPython(new DateTime(2024, 2, 29, 12, 30, 0));
Console.WriteLine(PyDateTime.From(moment)!.Value.ToString("s"));
Console.WriteLine(moment.To<DateTime>().DayOfWeek);
#endregion

Console.WriteLine("-- class");
#region class-use
var ann = new Customer { FullName = "Ann", Since = new DateOnly(2020, 5, 1) };
ann.Friends.Add(ann);
Pickle.Dump(ann, "customer.pkl");

Customer again = Pickle.Load<Customer>("customer.pkl");
Console.WriteLine($"{again.FullName}, since {again.Since:yyyy}, her own friend: {ReferenceEquals(again, again.Friends[0])}");
#endregion

Console.WriteLine("-- unknown");
#region unknown
PyValue raw = Pickle.Load("customer.pkl");
Console.WriteLine(raw.AsObject()!.Class!.FullName);
Console.WriteLine(raw["full_name"].AsString());
#endregion

Console.WriteLine("-- forms");
#region forms-use
Console.WriteLine(Pickle.ToPython(new Price(9.99m, "EUR")));
Console.WriteLine(Pickle.ToPython(new Pair(1, 2)));
Console.WriteLine(Pickle.ToPython(Color.DarkRed));
#endregion

Console.WriteLine("-- wrong form");
#region wrong-form
PyValue slotted = new PyObject(new PyGlobal("shop", "Customer"), PyTuple.Empty, PyConstruction.NewObject)
{
    State = new PyTuple(PyValue.None, new PyDict { ["full_name"] = "Ann" }),
};
try
{
    slotted.To<Customer>();
}
catch (PickleTypeException error)
{
    Console.WriteLine(error.Message);
}
#endregion

Console.WriteLine("-- extra");
#region extra-use
var note = Pickle.ToPython(new Note { Text = "hello" }).AsObject()!;
note.Attributes!["added_by_python"] = 7;
Note kept = new PyValue(note).To<Note>();
Console.WriteLine(Pickle.ToPython(kept));
#endregion

Console.WriteLine("-- converter");
#region converter-use
Console.WriteLine(Pickle.ToPython(new Weather { Noon = new Celsius(21.5) })["noon"]);
#endregion

Console.WriteLine("-- ids");
#region ids
var database = new PyObject(new PyGlobal("shop", "Database"), PyTuple.Empty);
var task = new PyDict { ["name"] = "nightly", ["on"] = database };
byte[] apart = Pickler.Dump(task,
    new PicklerOptions { PersistentId = value => value.As<PyObject>() == database ? "the database" : PyValue.None });
Console.WriteLine(Unpickler.Load(apart));
PyValue joined = Unpickler.Load(apart, new UnpicklerOptions { PersistentLoad = id => database });
Console.WriteLine(ReferenceEquals(joined["on"].AsObject(), database));
#endregion

Console.WriteLine("-- find-class");
#region find-class
byte[] old = Pickler.Dump(new PyObject(new PyGlobal("shop.v1", "Customer"), new PyTuple("Ann")));
var renamed = new UnpicklerOptions { FindClass = name => name.Module == "shop.v1" ? new PyGlobal("shop", name.Name) : name };
Console.WriteLine(Unpickler.Load(old, renamed));
#endregion

Console.WriteLine("-- buffers");
#region buffers
var buffers = new List<ReadOnlyMemory<byte>>();
var outside = new PicklerOptions { Protocol = 5, BufferCallback = buffer => { buffers.Add(buffer.Memory); return false; } };
byte[] light = Pickler.Dump(new PyBytes(new byte[1_000_000]) { IsBuffer = true }, outside);
Console.WriteLine($"{light.Length} bytes, and a buffer of {buffers[0].Length:N0}");
Console.WriteLine(Unpickler.Load(light, new UnpicklerOptions { Buffers = buffers }).As<PyBytes>()!.Length);
#endregion

Console.WriteLine("-- streams");
#region streams
using var stream = new MemoryStream();
await Pickle.DumpAsync(order, stream);
await Pickle.DumpAsync("a second pickle", stream);
stream.Position = 0;
var unpickler = new Unpickler(PickleInput.From(stream));
Console.WriteLine((await unpickler.LoadAsync())["customer"].AsString());
unpickler.ClearMemo();
Console.WriteLine(await unpickler.LoadAsync());
#endregion

Console.WriteLine("-- json");
#region json
FileConverter.Convert("order.pkl", "order.json");
Console.WriteLine(File.ReadAllText("order.json").Trim());
#endregion

Console.WriteLine("-- dis");
#region dis
byte[] small = Pickle.Dumps((1, 1), new SaveOptions { Protocol = 2 });
Disassembler.Write(small, Console.Out);
Console.WriteLine($"{small.Length} bytes, {PickleOptimizer.Optimize(small).Length} without what is never recalled");
#endregion

Console.WriteLine("-- trace");
#region trace
PickleTrace trace = SymbolicMachine.Run("cos\nsystem\n(S'rm -rf /'\ntR0N."u8.ToArray());
foreach (SymbolicCall call in trace.Calls)
{
    Console.WriteLine($"{call.Callee}({call.Arguments[0]}) at {call.Offset}{(call.IsUsed ? "" : ", its result is dropped")}");
}
#endregion

Console.WriteLine("-- limits");
#region limits
try
{
    Pickle.Load("order.pkl", new LoadOptions { Limits = Limits.Default with { MaxFileBytes = 10 } });
}
catch (PickleLimitException error)
{
    Console.WriteLine(error.Code);
}
#endregion

Directory.SetCurrentDirectory("/");
Directory.Delete(folder, recursive: true);

#region class
[PickleClass("shop.Customer", "old_shop.Client")]
public partial class Customer
{
    public string FullName { get; set; } = "";

    public DateOnly? Since { get; init; }

    public List<Customer> Friends { get; } = [];

    [PickleName("nick")]
    public string? ShortName { get; set; }

    [PickleIgnore]
    public bool IsSelected { get; set; }
}
#endregion

#region forms
[PickleClass("shop.Price", Form = PickleForm.Reduce)]
public partial record Price([PickleArgument(0)] decimal Amount, [PickleArgument(1)] string Currency);

[PickleClass("shop.Pair", Form = PickleForm.NamedTuple)]
public partial record struct Pair(int Left, int Right);

[PickleClass("shop.Color")]
public enum Color
{
    Green = 1,
    DarkRed = 2,
}
#endregion

#region extra
[PickleClass("shop.Note")]
public partial class Note
{
    public string Text { get; set; } = "";

    [PickleExtra]
    public PyDict Others { get; set; } = new();
}
#endregion

#region converter
public record struct Celsius(double Degrees);

public class CelsiusConverter : PickleConverter<Celsius>
{
    public override PyValue Write(Celsius value, MappingWriter writer) => value.Degrees;

    public override Celsius Read(PyValue value, MappingReader reader) =>
        value.TryGetDouble(out double degrees) ? new Celsius(degrees) : throw reader.Unexpected(value, "a float");
}

[PickleClass("shop.Weather")]
public partial class Weather
{
    [PickleConverter(typeof(CelsiusConverter))]
    public Celsius Noon { get; set; }
}
#endregion
