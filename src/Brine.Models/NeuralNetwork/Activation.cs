using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>The activations of scikit-learn's networks.</summary>
internal enum ActivationKind
{
    /// <summary>Numbers stay as they are.</summary>
    Identity,

    /// <summary>The larger of the number and 0.</summary>
    Relu,

    /// <summary>scipy's expit.</summary>
    Logistic,

    /// <summary>numpy's tanh.</summary>
    Tanh,

    /// <summary>Probabilities that sum to 1.</summary>
    Softmax,

    /// <summary>numpy's exp (MLPRegressor with <c>loss='poisson'</c>).</summary>
    Exp,
}

/// <summary>Activations over rows, in place.</summary>
internal static class Activation
{
    internal static ActivationKind Read(EstimatorReader reader, string attribute) => reader.Text(attribute) switch
    {
        "identity" => ActivationKind.Identity,
        "relu" => ActivationKind.Relu,
        "logistic" => ActivationKind.Logistic,
        "tanh" => ActivationKind.Tanh,
        "softmax" => ActivationKind.Softmax,
        "exp" => ActivationKind.Exp,
        null => throw reader.Missing(attribute),
        var other => throw reader.Unsupported($"{attribute}='{other}'"),
    };

    /// <param name="kind">The activation.</param>
    /// <param name="values">Whole rows.</param>
    /// <param name="width">The numbers in a row.</param>
    internal static void Apply<T>(ActivationKind kind, Span<T> values, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (kind)
        {
            case ActivationKind.Relu:
                Relu(values);
                break;
            case ActivationKind.Logistic:
                Logistic.Expit(values);
                break;
            case ActivationKind.Tanh:
                NumpyFunctions.Tanh(values);
                break;
            case ActivationKind.Exp:
                NumpyFunctions.Exp(values);
                break;
            case ActivationKind.Softmax:
                Logistic.Softmax(values, width);
                break;
            default:
                break;
        }
    }

    /// <summary>numpy's <c>maximum(x, 0)</c>; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Relu<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, lanes = Vector<T>.Count;
        for (; i + lanes <= values.Length; i += lanes)
        {
            var numbers = new Vector<T>(values[i..]);
            Vector.ConditionalSelect(Vector.LessThan(numbers, Vector<T>.Zero), Vector<T>.Zero, numbers).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = values[i] < T.Zero ? T.Zero : values[i];
        }
    }
}
