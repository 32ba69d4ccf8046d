using System.Globalization;
using Brine.Arrays;
using Brine.Models;

namespace Brine.Server;

/// <summary>An answer as a tensor of the Open Inference Protocol.</summary>
/// <param name="Name">The method; <c>METHOD.0</c>, <c>METHOD.1</c>... where it answers with a list.</param>
/// <param name="Method">The method that was asked.</param>
/// <param name="Array">The values.</param>
internal sealed record OutputTensor(string Name, string Method, NDArray Array)
{
    /// <summary>The datatype of the protocol.</summary>
    internal string DataType => TensorTypes.Of(Array.DType);

    /// <summary>The tensors of the answers, one behind the other.</summary>
    internal static IReadOnlyList<OutputTensor> Of(Prediction prediction)
    {
        var tensors = new List<OutputTensor>(prediction.Answers.Count);
        foreach ((string method, Answer answer) in prediction.Answers)
        {
            Add(tensors, method, method, answer);
        }

        return tensors;
    }

    private static void Add(List<OutputTensor> tensors, string name, string method, Answer answer)
    {
        if (answer.Parts is not { } parts)
        {
            tensors.Add(new OutputTensor(name, method, answer.ToArray()));
            return;
        }

        for (int i = 0; i < parts.Count; i++)
        {
            Add(tensors, string.Create(CultureInfo.InvariantCulture, $"{name}.{i}"), method, parts[i]);
        }
    }
}
