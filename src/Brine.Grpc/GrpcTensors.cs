using System.Buffers;
using Brine.Arrays;
using Brine.Inference;
using Brine.Pickling;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Brine.Server;

/// <summary>The tensors in messages of gRPC: as bytes, or in the repeated field of their type.</summary>
internal static class GrpcTensors
{
    /// <summary>The rows of a request.</summary>
    /// <exception cref="ModelInputException">The contents do not fit the shapes, or the tensors do not fit the model.</exception>
    /// <exception cref="RequestRefusedException">There are too many rows.</exception>
    internal static Features Read(ServedModel model, ModelInferRequest request, BrineServerOptions options)
    {
        RepeatedField<ModelInferRequest.Types.InferInputTensor> inputs = request.Inputs;
        int raw = request.RawInputContents.Count;
        if (raw > 0 && (raw != inputs.Count || inputs.Any(input => input.Contents is not null)))
        {
            throw new ModelInputException("InputShape",
                $"the request has {inputs.Count} inputs and {raw} raw contents: one for each, and no others");
        }

        var tensors = new NDArray[inputs.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            long[] shape = [.. inputs[i].Shape];
            tensors[i] = raw > 0 ? TensorBytes.Read(i, inputs[i].Datatype, shape, request.RawInputContents[i].Memory)
                : Typed(i, inputs[i].Datatype, shape, inputs[i].Contents ?? new InferTensorContents());
        }

        return RequestRows.OfTensors(model, [.. inputs.Select(input => input.Name)], tensors, options);
    }

    /// <summary>Adds the answers to a response.</summary>
    internal static void Write(ModelInferResponse response, IReadOnlyList<OutputTensor> outputs, bool isRaw)
    {
        // There is no repeated field of halves.
        isRaw |= outputs.Any(output => output.DataType == "FP16");
        foreach (OutputTensor output in outputs)
        {
            var tensor = new ModelInferResponse.Types.InferOutputTensor { Name = output.Name, Datatype = output.DataType };
            foreach (int size in output.Array.Shape)
            {
                tensor.Shape.Add(size);
            }

            if (isRaw)
            {
                var bytes = new ArrayBufferWriter<byte>(Math.Max(16, output.Array.Length * 8));
                TensorBytes.Write(bytes, output);
                response.RawOutputContents.Add(UnsafeByteOperations.UnsafeWrap(bytes.WrittenMemory));
            }
            else
            {
                tensor.Contents = ContentsOf(output);
            }

            response.Outputs.Add(tensor);
        }
    }

    private static NDArray Typed(int index, string type, long[] shape, InferTensorContents contents)
    {
        long count = TensorTypes.Count(shape);
        int held = type switch
        {
            "BOOL" => contents.BoolContents.Count,
            "INT8" or "INT16" or "INT32" => contents.IntContents.Count,
            "INT64" => contents.Int64Contents.Count,
            "UINT8" or "UINT16" or "UINT32" => contents.UintContents.Count,
            "UINT64" => contents.Uint64Contents.Count,
            "FP32" => contents.Fp32Contents.Count,
            "FP64" => contents.Fp64Contents.Count,
            "BYTES" => contents.BytesContents.Count,
            _ => throw new ModelInputException("InputFormat",
                $"input {index} has the datatype '{type}', which is sent as raw contents alone"),
        };
        if (count != held)
        {
            throw new ModelInputException("InputShape",
                $"input {index} says shape [{string.Join(", ", shape)}] of {type} and holds {held} values of that kind");
        }

        int[] sizes = Array.ConvertAll(shape, size => (int)size);
        try
        {
            return type switch
            {
                "BOOL" => NDArray.Of(contents.BoolContents.ToArray(), sizes),
                "INT8" => NDArray.Of(Array.ConvertAll(contents.IntContents.ToArray(), number => checked((sbyte)number)), sizes),
                "INT16" => NDArray.Of(Array.ConvertAll(contents.IntContents.ToArray(), number => checked((short)number)), sizes),
                "INT32" => NDArray.Of(contents.IntContents.ToArray(), sizes),
                "INT64" => NDArray.Of(contents.Int64Contents.ToArray(), sizes),
                "UINT8" => NDArray.Of(Array.ConvertAll(contents.UintContents.ToArray(), number => checked((byte)number)), sizes),
                "UINT16" => NDArray.Of(Array.ConvertAll(contents.UintContents.ToArray(), number => checked((ushort)number)), sizes),
                "UINT32" => NDArray.Of(contents.UintContents.ToArray(), sizes),
                "UINT64" => NDArray.Of(contents.Uint64Contents.ToArray(), sizes),
                "FP32" => NDArray.Of(contents.Fp32Contents.ToArray(), sizes),
                "FP64" => NDArray.Of(contents.Fp64Contents.ToArray(), sizes),
                _ => NDArray.OfObjects(sizes, [.. contents.BytesContents.Select(text => TensorBytes.TextOf(text.Span))]),
            };
        }
        catch (OverflowException)
        {
            throw new ModelInputException("InputFormat", $"input {index} holds a number that is no {type}");
        }
    }

    private static InferTensorContents ContentsOf(OutputTensor output)
    {
        var contents = new InferTensorContents();
        NDArray array = output.Array;
        switch (output.DataType)
        {
            case "BOOL":
                contents.BoolContents.Add(array.Elements().Select(value => value.TryGetBool(out bool flag) && flag));
                break;
            case "INT8" or "INT16" or "INT32":
                contents.IntContents.Add(array.ToArray<int>());
                break;
            case "INT64":
                contents.Int64Contents.Add(array.ToArray<long>());
                break;
            case "UINT8" or "UINT16" or "UINT32":
                contents.UintContents.Add(array.ToArray<uint>());
                break;
            case "UINT64":
                contents.Uint64Contents.Add(array.ToArray<ulong>());
                break;
            case "FP32":
                contents.Fp32Contents.Add(array.ToArray<float>());
                break;
            case "FP64":
                contents.Fp64Contents.Add(array.ToDoubles());
                break;
            default:
                foreach (PyValue value in array.Elements())
                {
                    contents.BytesContents.Add(value.As<PyBytes>() is { } bytes ? ByteString.CopyFrom(bytes.Span)
                        : ByteString.CopyFromUtf8(JsonValues.TextOf(value)));
                }

                break;
        }

        return contents;
    }
}
