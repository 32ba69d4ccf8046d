using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>numpy's masked arrays and random generators.</summary>
internal sealed partial class ValueComparer
{
    /// <summary>_mareconstruct(class, base, (0,), 'b'), whose state is that of an ndarray with the mask and the fill value behind
    /// it.</summary>
    private string? Masked(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (MaskedArray.From(actual) is not { } masked || actual.As<PyObject>()!.Class!.Name != Text(expected, "class"))
        {
            return Unlike($"a {Text(expected, "class")}", actual);
        }

        JsonElement fill = expected.GetProperty("fill_value");
        PyValue given = masked.FillValue.IsNone && fill.ValueKind != JsonValueKind.Null ? DefaultFill(masked.Data.DType) : masked.FillValue;
        PushFill(fill, given, path.Then(".fill_value"));
        Push(expected.GetProperty("data"), Wrap(masked.Data), path.Then(".data"), hasIdentity: false);
        JsonElement wanted = expected.GetProperty("mask");
        if (wanted.ValueKind == JsonValueKind.String)
        {
            return masked.MaskBytes.Span.ContainsAnyExcept((byte)0) ? "elements are masked, and none is expected to be" : null;
        }

        if (masked.Mask is not { } mask)
        {
            // A record has a mask for each field, one byte each.
            return Bytes(wanted, masked.MaskBytes.Span);
        }

        Push(wanted, Wrap(mask), path.Then(".mask"), hasIdentity: false);
        return null;
    }

    private void PushFill(JsonElement expected, PyValue fill, ValuePath path)
    {
        bool isPlain = expected.ValueKind != JsonValueKind.Object || Text(expected, "$") is not ("numpy.scalar" or "ndarray");
        Push(expected, isPlain && NDArray.From(fill) is { Length: 1 } boxed ? boxed[0] : fill, path, hasIdentity: false);
    }

    /// <summary>numpy.ma.default_fill_value, which a masked array has while it was given none.</summary>
    private static PyObject DefaultFill(DType dtype)
    {
        byte[] bytes = (dtype.Kind, dtype.ItemSize) switch
        {
            ('f', 8) => BitConverter.GetBytes(1e20),
            ('f', 4) => BitConverter.GetBytes(1e20f),
            ('c', 16) => [.. BitConverter.GetBytes(1e20), .. new byte[8]],
            ('i' or 'u', 8) => BitConverter.GetBytes(999_999L),
            ('i' or 'u', 4) => BitConverter.GetBytes(999_999),
            ('b', 1) => [1],
            _ => throw new NotSupportedException($"the fill value of a masked array of {dtype.Name} is not known"),
        };
        return new PyObject(new PyGlobal("numpy", "ndarray"), PyTuple.Empty) { View = NDArray.OverBytes(dtype, [], bytes) };
    }

    private static string? MaskedConstant(PyValue actual) =>
        actual.As<PyObject>() is { Class: { Name: "MaskedConstant" } } ? null : Unlike("numpy.ma.masked", actual);

    /// <summary>The state of a generator is compared; the numbers that follow from it are numpy's to make.</summary>
    private string? RandomState(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (GeneratorState(actual, "__RandomState_ctor", "__randomstate_ctor") is { } given && given.TryGetValue("state", out PyValue inner)
            && inner.As<PyDict>() is { } twister
            && given.TryGetValue("has_gauss", out PyValue hasGauss) && given.TryGetValue("gauss", out PyValue gauss))
        {
            return Twister(expected, given["bit_generator"], twister["key"], twister["pos"], hasGauss, gauss, path);
        }

        return actual.As<PyObject>() is { Callable: var callable } instance
            && callable.As<PyGlobal>() is { Name: "__RandomState_ctor" or "__randomstate_ctor" }
            && instance.State.As<PyTuple>() is { Count: 5 } state
            ? Twister(expected, state[0], state[1], state[2], state[3], state[4], path) : Unlike("a RandomState", actual);
    }

    private string? Twister(JsonElement expected, PyValue name, PyValue key, PyValue position, PyValue hasGauss, PyValue gauss,
        ValuePath path)
    {
        Push(expected.GetProperty("gauss"), gauss, path.Then(".gauss"));
        Push(expected.GetProperty("has_gauss"), hasGauss, path.Then(".has_gauss"));
        Push(expected.GetProperty("pos"), position, path.Then(".pos"));
        Push(expected.GetProperty("key"), key, path.Then(".key"), hasIdentity: false);
        return Same(Text(expected, "bit_generator"), name.AsString() ?? "");
    }

    private string? Generator(JsonElement expected, PyValue actual, ValuePath path)
    {
        bool isBitGenerator = Text(expected, "$") == "numpy.random.BitGenerator";
        PyDict? state = isBitGenerator ? GeneratorState(actual, "__bit_generator_ctor") : GeneratorState(actual, "__generator_ctor");
        if (state is null || !state.TryGetValue("bit_generator", out PyValue name))
        {
            return Unlike(Text(expected, "$"), actual);
        }

        Push(expected.GetProperty("state"), state, path.Then(".state"), hasIdentity: false);
        return Same(Text(expected, isBitGenerator ? "class" : "bit_generator"), name.AsString() ?? "");
    }

    /// <summary>The state of a generator: its own, the first of two, or that of the bit generator inside it, as numpy's versions have
    /// it.</summary>
    private static PyDict? GeneratorState(PyValue value, params ReadOnlySpan<string> constructors)
    {
        return IsMadeBy(value, constructors) is { } instance
            ? OwnState(instance)
                ?? (instance.Arguments.Count > 0 && IsMadeBy(instance.Arguments[0], "__bit_generator_ctor") is { } inner ? OwnState(inner)
                    : null)
            : null;
    }

    private static PyObject? IsMadeBy(PyValue value, params ReadOnlySpan<string> constructors) =>
        value.As<PyObject>() is { } instance && instance.Callable.As<PyGlobal>() is { } callable
            && callable.Module.StartsWith("numpy.random", StringComparison.Ordinal) && constructors.Contains(callable.Name) ? instance
            : null;

    private static PyDict? OwnState(PyObject instance) =>
        instance.State.As<PyDict>() ?? (instance.State.As<PyTuple>() is { Count: 2 } pair ? pair[0].As<PyDict>() : null);

    /// <summary>Cython's order of the state: entropy, n_children_spawned, pool, pool_size, spawn_key.</summary>
    private string? SeedSequence(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (actual.As<PyObject>() is not { Class: { Name: "SeedSequence" } } instance
            || instance.State.As<PyTuple>() is not { Count: 5 } state)
        {
            return Unlike("a SeedSequence", actual);
        }

        var given = new PyDict
            { ["entropy"] = state[0], ["spawn_key"] = state[4], ["pool_size"] = state[3], ["n_children_spawned"] = state[1] };
        Push(expected.GetProperty("state"), given, path.Then(".state"), hasIdentity: false);
        return null;
    }
}
