using Brine.Arrays;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Lists that hold themselves, nest a million times or share each other exponentially: every command and method ends, with an
/// answer or a code.</summary>
public sealed class HostileValueTests : IDisposable
{
    private static readonly int Deep = Stages.Depth;

    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Shapes =>
        ["self list", "self dict", "deep list", "deep tuple", "deep dict", "deep object", "shared lists", "shared tuples", "shared dicts",
            "shared arrays", "shared rows", "self array"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("self_list.pkl")]
    [InlineData("deep_list.pkl")]
    [InlineData("shared_lists.pkl")]
    public void ListsThatAreNoTableAreRefusedWithACode(string file)
    {
        foreach (string extension in (string[])[".csv", ".npy", ".npz"])
        {
            (int exit, string output,
                string error) = Command.Run("convert", Repo.Golden("files/" + file), _folder["out" + extension]);
            Assert.Equal((2, ""), (exit, output));
            Assert.StartsWith("brine: UnsupportedConversion: ", error, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["out" + extension]));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryCommandEnds(string shape)
    {
        string file = _folder.Write("value.pkl", Pickler.Dump(Make(shape, 100_000)));
        AssertEnds("inspect", file);
        AssertEnds("convert", file, _folder["main.json"]);
        AssertEnds("predict", file, Iris);
        AssertEnds("predict", Tree, file);
        if (!Stages.TriesEveryCommand)
        {
            return;
        }

        AssertEnds("inspect", file, "--full");
        AssertEnds("inspect", file, "--json");
        AssertEnds("dis", file, "-o", _folder["listing.txt"]);
        AssertEnds("optimize", file, _folder["optimized.pkl"]);
        AssertEnds("verify", file, "--data", Iris);
        AssertEnds("verify", Tree, "--data", file);
        foreach (string extension in FileConverter.Extensions)
        {
            AssertEnds("convert", file, _folder["out" + extension]);
            AssertEnds("convert", file, _folder["lossy" + extension], "--lossy");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryMethodThatTakesAValueEnds(string shape)
    {
        PyValue value = Make(shape, Deep), same = Make(shape, Deep);
        Assert.True(value.ToString().Length < 2000);
        Assert.True($"{value}".Length < 2000);
        Ends(() => value.Equals(same));
        Ends(() => value.GetHashCode());
        Ends(() => new PyDict { [value] = 1 });
        Ends(() => NDArray.From(value)?.ToString());
        Ends(() => NDArray.From(value)?.ToDoubles());
        Ends(() => DataFrame.From(value));
        Ends(() => Series.From(value));
        Ends(() => PandasArray.From(value));
        Ends(() => PandasArray.TextOf(value));
        Ends(() => DType.From(value));
        Ends(() => MaskedArray.From(value));
        Ends(() => ScipySparse.From(value));
        Ends(() => PyTypeHint.From(value));
        Ends(() => PyPartial.From(value));
        Ends(() => value.To<object>());
        Ends(() => value.To<double[]>());
        Ends(() => value.To<List<List<double>>>());
        Ends(() => Brine.Models.EstimatorTable.Read(value));
        byte[] dumped = Pickle.Dumps(value);
        Assert.Equal(dumped, Pickle.Dumps(Pickle.Loads(dumped, new() { Limits = Limits.Trusted })));
    }

    [Fact]
    public void DTypesOfSharedFieldsAreRefused()
    {
        // 12 dtypes in one another, each with 10 fields of the one before: 10^12 fields where they are written out.
        PyValue dtype = Numpy("dtype", ["V0", false, true], new PyTuple(3, "|", default, default, default, 0, 1, 0));
        for (int i = 0; i < 12; i++)
        {
            PyValue[] names = [.. Enumerable.Range(0, 10).Select(n => (PyValue)$"f{n}")];
            var fields = new PyDict();
            foreach (PyValue name in names)
            {
                fields[name] = new PyTuple(dtype, 0);
            }

            dtype = Numpy("dtype", ["V0", false, true], new PyTuple(3, "|", default, new PyTuple(names), fields, 0, 1, 0));
        }

        Assert.Equal("FormatDType", Assert.Throws<PickleFormatException>(() => DType.From(dtype)).Code);
    }

    private static PyValue Make(string shape, int depth)
    {
        PyValue Nested(int levels, PyValue inner, Func<PyValue, PyValue> around)
        {
            for (int i = 0; i < levels; i++)
            {
                inner = around(inner);
            }

            return inner;
        }

        switch (shape)
        {
            case "self list":
                var list = new PyList();
                list.Add(list);
                return list;
            case "self dict":
                var dict = new PyDict();
                dict["a"] = dict;
                return dict;
            case "self array":
                PyObject plain = NDArray.OfObjects([2], new PyValue[2]).ToPickle();
                var cells = new PyList();
                PyTuple state = plain.State.As<PyTuple>()!;
                var array = new PyObject(plain.Callable.As<PyGlobal>()!, plain.Arguments)
                    { State = new PyTuple(state[0], state[1], state[2], state[3], cells) };
                cells.AddRange([array, array]);
                return array;
            case "deep list":
                return Nested(depth, 1, inner => new PyList([inner]));
            case "deep tuple":
                return Nested(depth, 1, inner => new PyTuple(inner));
            case "deep dict":
                return Nested(depth, 1, inner => new PyDict { ["a"] = inner });
            case "deep object":
                return Nested(depth, 1,
                    inner => new PyObject(new PyGlobal("shop", "Box"), PyTuple.Empty, PyConstruction.NewObject)
                        { State = new PyDict { ["inner"] = inner } });
            case "shared lists":
                return Nested(40, 1, inner => new PyList([inner, inner]));
            case "shared tuples":
                return Nested(40, 1, inner => new PyTuple(inner, inner));
            case "shared dicts":
                return Nested(40, 1, inner => new PyDict { ["a"] = inner, ["b"] = inner });
            case "shared arrays":
                return Nested(10, 1, inner => NDArray.OfObjects([50], [.. Enumerable.Repeat(inner, 50)]).ToPickle());
            default:
                // A table of 100,000 rows that are all one of 100,000 numbers.
                var row = new PyList(Enumerable.Range(0, 100_000).Select(i => (PyValue)i));
                return new PyList(Enumerable.Repeat((PyValue)row, 100_000));
        }
    }

    private static PyObject Numpy(string name, PyValue[] arguments, PyValue state) =>
        new(new PyGlobal("numpy", name), new PyTuple(arguments)) { State = state };

    private static void AssertEnds(params string[] arguments)
    {
        (int exit, string _, string error) = Command.Run(arguments);
        Assert.True(exit is 0 or 1 or 2 or 3, $"{string.Join(' ', arguments)}: exit {exit}, {error}");
        Assert.DoesNotContain("InternalError", error, StringComparison.Ordinal);
        Assert.True(error.Length < 2000, error);
    }

    private static void Ends<T>(Func<T> action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is PickleException or Brine.Models.UnsupportedModelException or InvalidOperationException
            or NotSupportedException or InvalidCastException)
        {
            Assert.True(error.Message.Length < 2000, error.Message);
        }
    }
}
