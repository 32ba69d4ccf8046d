using Brine.Pickling;

namespace Brine;

/// <summary>PyTorch's tensors in a line, and its modules by their layers.</summary>
internal static class TorchSummary
{
    private const int MaxRank = 64;

    private static readonly Dictionary<string, string> Storages = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = "float32",
        ["DoubleStorage"] = "float64",
        ["HalfStorage"] = "float16",
        ["BFloat16Storage"] = "bfloat16",
        ["LongStorage"] = "int64",
        ["IntStorage"] = "int32",
        ["ShortStorage"] = "int16",
        ["CharStorage"] = "int8",
        ["ByteStorage"] = "uint8",
        ["BoolStorage"] = "bool",
        ["ComplexFloatStorage"] = "complex64",
        ["ComplexDoubleStorage"] = "complex128",
    };

    /// <summary>dtype and shape of a tensor or parameter, or null where the value is none.</summary>
    internal static string? Of(PyObject instance)
    {
        if (instance.Callable.As<PyGlobal>() is not { } maker || !maker.Module.StartsWith("torch", StringComparison.Ordinal))
        {
            return null;
        }

        PyTuple arguments = instance.Arguments;
        switch (maker.Name)
        {
            // _rebuild_parameter(data, requires_grad, hooks): its data is a tensor, not a parameter again.
            case "_rebuild_parameter"
                or "_rebuild_parameter_with_state" when arguments.Count > 0 && arguments[0].As<PyObject>() is { } data:
                return Tensor(data) is { } tensor ? tensor + ", a parameter" : null;
            default:
                return Tensor(instance);
        }
    }

    /// <summary>The layers that PyTorch brings, which are told by their name alone.</summary>
    internal static bool IsLayer(PyGlobal type) => type.Module.StartsWith("torch.nn.modules.", StringComparison.Ordinal);

    /// <summary>What a module is made of: its parameters, buffers and layers by their names; null where the value is no module.</summary>
    internal static IReadOnlyList<(PyValue Name, PyValue Value)>? Layers(PyDict attributes)
    {
        if (!attributes.TryGetValue("_modules", out PyValue modules) || !attributes.TryGetValue("_parameters", out PyValue parameters)
            || Entries(modules) is not { } layers || Entries(parameters) is not { } own)
        {
            return null;
        }

        PyDict buffers = attributes.TryGetValue("_buffers", out PyValue kept) ? Entries(kept) ?? [] : [];
        return [.. own.Concat(buffers).Concat(layers).Where(part => !part.Value.IsNone).Select(part => (part.Key, part.Value))];
    }

    /// <summary>The entries of a dict or OrderedDict; an empty one has none in the file.</summary>
    private static PyDict? Entries(PyValue value) =>
        value.AsDict() ?? (value.As<PyObject>()?.Class is { Module: "collections", Name: "OrderedDict" } ? [] : null);

    /// <summary>_rebuild_tensor_v2(storage, offset, size, stride, ...); v3 has the dtype behind the hooks.</summary>
    private static string? Tensor(PyObject instance)
    {
        PyTuple arguments = instance.Arguments;
        if (instance.Callable.As<PyGlobal>() is not { Name: "_rebuild_tensor" or "_rebuild_tensor_v2" or "_rebuild_tensor_v3" } maker
            || arguments.Count < 4 || Shape(arguments[2]) is not { } shape)
        {
            return null;
        }

        string dtype = maker.Name == "_rebuild_tensor_v3" && arguments.Count > 6 && arguments[6].As<PyGlobal>() is { } named ? named.Name
            : StorageType(arguments[0]) ?? "tensor";
        return $"{SafeText.Of(dtype)} ({shape})";
    }

    private static string? Shape(PyValue size)
    {
        PyTuple? sizes = size.As<PyTuple>() ?? (size.As<PyObject>() is { Arguments: { Count: 1 } one } ? one[0].As<PyTuple>() : null);
        return sizes is { Count: <= MaxRank } && sizes.All(item => item.TryGetInt64(out _))
            ? string.Join(", ", sizes.Select(item => item.ToString())) : null;
    }

    /// <summary>('storage', torch.FloatStorage, key, location, count), which the file refers to.</summary>
    private static string? StorageType(PyValue storage) =>
        storage.As<PyPersistent>()?.Id.As<PyTuple>() is { Count: > 1 } parts && parts[1].As<PyGlobal>() is { } type
            ? Storages.GetValueOrDefault(type.Name) : null;
}
