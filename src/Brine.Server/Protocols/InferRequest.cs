using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>What a request of the Open Inference Protocol asks, its JSON and the tensors that stand behind it as bytes.</summary>
/// <param name="Id">The id that the answer repeats.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Methods">The outputs that are wanted, which are names of methods; empty for the default one.</param>
/// <param name="Binary">Which of them are wanted as bytes; those that are not named by <see cref="IsBinary"/>.</param>
/// <param name="IsBinary">Whether the others are.</param>
internal sealed record InferRequest(string? Id, Features Rows, IReadOnlyList<string> Methods, IReadOnlyDictionary<string, bool> Binary,
    bool IsBinary)
{
    /// <summary>The header that says how many bytes of a body are JSON.</summary>
    internal const string LengthHeader = "Inference-Header-Content-Length";

    /// <exception cref="ModelInputException">The body is of another form than the protocol's, or does not fit the model.</exception>
    internal static InferRequest Read(ModelRequest request)
    {
        if (!request.Http.Request.Headers.TryGetValue(LengthHeader, out var said))
        {
            (PyValue json, Features rows) = RequestRows.ReadJson(request.Model, request.Body, request.Options);
            return Of(json.As<PyDict>() ?? throw NoObject(), rows);
        }

        if (!int.TryParse(said.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length == 0
            || length > request.Body.Length)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody",
                $"{LengthHeader} says how many bytes of the body are JSON: a number from 1 to {request.Body.Length}");
        }

        PyDict head = RequestRows.ParseJson(request.Body[..length], request.Options) is [var only] && only.As<PyDict>() is { } fields
            ? fields : throw NoObject();
        PyList inputs = head.TryGetValue("inputs", out PyValue list) && list.As<PyList>() is { } found ? found : throw NoObject();
        var names = new string[inputs.Count];
        var tensors = new NDArray[inputs.Count];
        ReadOnlyMemory<byte> left = request.Body[length..];
        for (int i = 0; i < names.Length; i++)
        {
            PyDict tensor = inputs[i].As<PyDict>() ?? throw NoObject();
            names[i] = JsonTensors.NameOf(tensor);
            if (Parameter(tensor, "binary_data_size") is not { } size)
            {
                tensors[i] = JsonTensors.Is(tensor) ? JsonTensors.Read(tensor, i) : throw NoObject();
                continue;
            }

            if (!size.TryGetInt64(out long bytes) || bytes < 0 || bytes > left.Length)
            {
                throw new ModelInputException("InputShape", $"input {i} says {size} bytes, and {left.Length} are left of the body");
            }

            tensors[i] = TensorBytes.Read(i, JsonTensors.TypeOf(tensor), JsonTensors.ShapeOf(tensor), left[..(int)bytes]);
            left = left[(int)bytes..];
        }

        return left.IsEmpty ? Of(head, RequestRows.OfTensors(request.Model, names, tensors, request.Options))
            : throw new ModelInputException("InputShape", $"{left.Length} bytes of the body belong to no input");
    }

    /// <summary>Whether an output is wanted as bytes.</summary>
    internal bool WantsBytes(string method) => Binary.TryGetValue(method, out bool isBinary) ? isBinary : IsBinary;

    private static InferRequest Of(PyDict head, Features rows)
    {
        string? id = head.TryGetValue("id", out PyValue said) && !said.IsNone ? said.AsString() ?? said.ToString() : null;
        bool isBinary = Parameter(head, "binary_data_output") is { } all && all.TryGetBool(out bool yes) && yes;
        var binary = new Dictionary<string, bool>(StringComparer.Ordinal);
        var methods = new List<string>();
        if (head.TryGetValue("outputs", out PyValue asked) && !asked.IsNone)
        {
            foreach (PyValue item in asked.As<PyList>() ?? throw BadOutputs())
            {
                PyDict output = item.As<PyDict>() ?? throw BadOutputs();
                string method = output.TryGetValue("name", out PyValue name) && name.AsString() is { } text ? text : throw BadOutputs();
                methods.Add(method);
                if (Parameter(output, "binary_data") is { } one && one.TryGetBool(out bool wanted))
                {
                    binary[method] = wanted;
                }
            }
        }

        return new InferRequest(id, rows, methods, binary, isBinary);
    }

    private static PyValue? Parameter(PyDict holder, string name) => holder.TryGetValue("parameters", out PyValue parameters)
        && parameters.As<PyDict>() is { } values && values.TryGetValue(name, out PyValue value) ? value : (PyValue?)null;

    private static ModelInputException NoObject() =>
        new("InputJson", "the body is no object with 'inputs', each with name, shape, datatype and data, as the protocol has it");

    private static ModelInputException BadOutputs() =>
        new("InputJson", "'outputs' is a list of objects, each with the name of a method");
}
