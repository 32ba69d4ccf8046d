using Brine.Containers;
using Brine.Models;

namespace Brine.Verification;

/// <summary>Answers that are inputs of the next method.</summary>
internal static class NpzInputs
{
    /// <summary>What <c>transform</c> gave, which <c>inverse_transform</c> takes.</summary>
    internal static Features Transformed(NpzFile npz) => NpzFeatures.ReadSparse(npz, "transform") is { } sparse
        ? new SparseMatrix(sparse)
        : Features.FromArray(npz.Find("transform")
            ?? throw new ModelInputException("InputEmpty", "the archive holds no transform to invert"));
}
