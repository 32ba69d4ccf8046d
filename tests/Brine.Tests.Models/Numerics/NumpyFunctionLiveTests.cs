using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Models.Numerics;

/// <summary>Every function of numpy against numpy itself, 60,000 numbers each, to the bit.</summary>
[Trait("Stage", "Python")]
public sealed class NumpyFunctionLiveTests
{
    private const string Script =
        """
        import os, sys
        os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"
        import numpy as np
        np.seterr(all="ignore")
        random = np.random.default_rng(7)
        base = np.concatenate([random.normal(size=20000) * 3, random.uniform(-1, 1, 20000), random.normal(size=20000) * np.exp(random.uniform(-20, 20, 20000))])
        special = np.array([0.0, -0.0, np.nan, np.inf, -np.inf, 1, -1, 5e-324, 1e-310, -1e-310, 1e308, 709.9, -745.2, 1023.5, -1074.2, 127.9, -149.3, 88.8, -103.9, 1e5, 71476.1, 117436.1])
        arrays = {}
        for name in sys.argv[2:]:
            x = np.concatenate([base, special])
            for dtype in ("f8", "f4"):
                given = x.astype(dtype)
                arrays[f"{name}.{dtype}.x"], arrays[f"{name}.{dtype}.y"] = given, getattr(np, name)(given)
        np.savez(sys.argv[1], **arrays)
        """;

    /// <summary>What numpy takes from the C library in single precision, where .NET has no such function.</summary>
    private static readonly string[] Rounded = ["expm1", "log1p"];

    private static readonly string[] Functions =
    [
        "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "cbrt", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh",
        "cosh", "tanh", "arcsinh", "arccosh",
        "arctanh", "fabs", "rint", "floor", "ceil", "trunc", "deg2rad", "radians", "rad2deg", "degrees", "absolute", "negative", "positive",
        "conjugate", "square", "reciprocal",
        "sign", "isnan", "isinf", "isfinite", "signbit", "isposinf", "isneginf", "logical_not",
    ];

    [Fact]
    public void Functions_have_the_bits_of_numpy()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.Run(Script, [folder["functions.npz"], .. Functions]);
        NpzFile npz = NpzFile.Open(folder["functions.npz"]);
        var wrong = new List<string>();
        foreach (string name in Functions)
        {
            foreach (string dtype in (string[])["f8", "f4"])
            {
                NDArray x = npz[$"{name}.{dtype}.x"], expected = npz[$"{name}.{dtype}.y"];
                Features answer = Ufuncs.Find(name, keepsWhole: true)!.Apply(new Matrix(x.Length, 1, x.ToDoubles(), x.DType));
                double[] want = expected.ToDoubles(), got = answer.ToMatrix().Values;
                int differ = 0, far = 0;
                for (int i = 0; i < want.Length; i++)
                {
                    bool isSame = BitConverter.DoubleToInt64Bits(want[i]) == BitConverter.DoubleToInt64Bits(got[i])
                        || (double.IsNaN(want[i]) && double.IsNaN(got[i]));
                    differ += isSame ? 0 : 1;
                    far += isSame || Math.Abs(want[i] - got[i]) <= Math.Abs(want[i]) * 1.2e-7 ? 0 : 1;
                }

                if (Rounded.Contains(name) && dtype == "f4" ? far > 0 : differ > 0)
                {
                    wrong.Add($"{name} {dtype}: {differ} of {want.Length}, {far} by more than a unit");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
    }

    [Fact]
    public void Tanh_of_many_numbers_equals_that_of_one()
    {
        var random = new Random(5);
        double[] values = [
            .. Enumerable.Range(0, 10_003)
                .Select(i => i % 97 == 0 ? double.NaN
                    : i % 89 == 0 ? double.NegativeInfinity : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 4)))];
        double[] many = [.. values];
        HyperbolicTangent.Apply(many);

        Assert.Equal(values.Select(value => BitConverter.DoubleToInt64Bits(HyperbolicTangent.Of(value))),
            many.Select(BitConverter.DoubleToInt64Bits));
    }
}
