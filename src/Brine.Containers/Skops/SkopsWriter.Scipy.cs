using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>scipy's sparse matrices and numpy's random generators.</summary>
internal sealed partial class SkopsWriter
{
    private const int UsualMaxPrint = 50;

    /// <summary>What <c>scipy.sparse.save_npz</c> writes of a matrix, or null where it would leave something out: such a one is an object
    /// like others.</summary>
    private static NpzFile? SparseParts(PyObject instance, ScipySparse sparse)
    {
        string[] names = sparse.Format switch
        {
            "csr" or "csc" or "bsr" => ["indices", "indptr"],
            "dia" => ["offsets"],
            "coo" => ["row", "col"],
            _ => [],
        };
        if (names.Length == 0 || sparse.Shape.Length != 2
            || (instance.Arguments.Count > 0 && ReferenceEquals(instance.Callable.Reference, instance.Class))
            || instance is not { Construction: not PyConstruction.NewObjectEx, DictItems: null, Attributes: { } attributes, Slots: null })
        {
            return null;
        }

        var parts = new NpzFile();
        foreach ((PyValue key, PyValue value) in attributes)
        {
            switch (key.AsString())
            {
                case "_shape" or "shape" or "_has_sorted_indices" or "has_sorted_indices" or "_has_canonical_format"
                    or "has_canonical_format" or "_blocksize":
                case "maxprint" when value == UsualMaxPrint:
                    break;
                case "coords" when value.As<PyTuple>() is [{ } row, { } column] && NDArray.From(row) is { } rows
                    && NDArray.From(column) is { } columns:
                    (parts["row"], parts["col"]) = (rows, columns);
                    break;
                case "data" or "indices" or "indptr" or "offsets" or "row"
                    or "col" when ArrayOf(value) is { DType: { Metadata: null, HasObjects: false, Kind: not 'T' } } part
                        && NpyFormat.CanWrite(part.DType):
                    parts[key.AsString()!] = part;
                    break;
                default:
                    return null;
            }
        }

        // scipy reads indices as 32-bit ints where they fit.
        if (parts.Find("data") is not { } data || names.Any(name => parts.Find(name) is { } places && !places.DType.Equals(DType.Int32))
            || names.Any(name => parts.Find(name) is null) || parts.Names.Count != names.Length + 1)
        {
            return null;
        }

        // In scipy's order.
        var file = new NpzFile();
        foreach (string name in names)
        {
            file[name] = parts[name];
        }

        file["format"] = NDArray.OverBytes(DType.Parse("S3"), [], Encoding.ASCII.GetBytes(sparse.Format));
        file["shape"] = NDArray.Of([.. sparse.Shape.ToArray().Select(size => (long)size)]);
        file["data"] = data;
        return file;
    }

    private static NDArray? ArrayOf(PyValue value) =>
        value.As<PyObject>() is { } instance && (JoblibArrays.IsWrapper(instance) || JoblibSidecars.IsWrapper(instance))
            ? instance.View as NDArray : NDArray.From(value);

    private IEnumerable<Part> Sparse(PyGlobal type, NpzFile parts)
    {
        Open("SparseMatrixNode", type);
        _json.WriteString("type", "scipy");
        AddMember("npz", parts);
        Close();
        yield break;
    }

    private IEnumerable<Part>? Random(PyObject instance, PyGlobal maker)
    {
        if (maker.Name is "__randomstate_ctor" or "__RandomState_ctor" && maker.Module.StartsWith("numpy.random", StringComparison.Ordinal))
        {
            return State("RandomStateNode", RandomStateClass,
                instance.State.As<PyDict>() ?? OldState(instance.State.As<PyTuple>()) ?? throw Refuse("a RandomState has no state"));
        }

        if (maker.Name == "__bit_generator_ctor")
        {
            throw Refuse("skops keeps bit generators inside Generator and RandomState only");
        }

        PyObject? bits = maker.Name is "__generator_ctor" or "Generator"
            && maker.Module.StartsWith("numpy.random", StringComparison.Ordinal) && instance.Arguments.Count == 1
            ? instance.Arguments[0].As<PyObject>() : null;
        if (maker.Name != "__generator_ctor" && bits is null)
        {
            return null;
        }

        PyDict state = instance.State.As<PyDict>() ?? bits?.State.As<PyDict>()
            ?? (bits?.State.As<PyTuple>() is { Count: 2 } both ? both[0].As<PyDict>() : null)
            ?? throw Refuse("a random generator has no state");
        PyDict? seed = SkopsSeeds.Parts(bits?.State.As<PyTuple>() is { Count: 2 } pair ? pair[1]
            : bits?.Arguments is [{ } given] && given.Kind == PyKind.Object ? given : default);
        return Generator(state, seed ?? throw Refuse("skops keeps no random generator whose seed is no SeedSequence"));
    }

    private IEnumerable<Part> State(string loader, PyGlobal type, PyValue state)
    {
        Open(loader, type);
        yield return new Part(state, "content", ".get_state()");
        Close();
    }

    private IEnumerable<Part> Generator(PyDict state, PyDict seed)
    {
        Open("RandomGeneratorNode", GeneratorClass);
        _json.WriteStartObject("content");
        yield return new Part(state, "bit_generator", ".bit_generator.state");
        if (_protocol >= 2)
        {
            yield return new Part(seed, "seed_seq", ".bit_generator.seed_seq.state");
        }

        _json.WriteEndObject();
        Close();
    }

    /// <summary>numpy up to 1.16 has a tuple: the name, the key, the position, and the second half of a pair of normal numbers.</summary>
    private static PyDict? OldState(PyTuple? state) => state is not { Count: >= 3 } ? null : new PyDict
    {
        ["bit_generator"] = state[0],
        ["state"] = new PyDict { ["key"] = state[1], ["pos"] = state[2] },
        ["has_gauss"] = state.Count > 3 ? state[3] : 0,
        ["gauss"] = state.Count > 4 ? state[4] : 0.0,
    };
}
