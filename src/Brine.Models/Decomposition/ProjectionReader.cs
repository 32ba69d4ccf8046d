using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the decompositions that project on components.</summary>
internal static class ProjectionReader
{
    /// <summary>PCA, which takes sparse rows from 1.5 on.</summary>
    internal static Projection Pca(EstimatorReader reader)
    {
        ProjectionForm form = Form(reader, isCentered: true);
        form = form with { NoiseVariance = form.Variances is not null && reader.Has("noise_variance_") ? reader.Double("noise_variance_")
            : null };
        return new(reader.Info, form,
            (reader.SavedBy.IsAtLeast(1, 5) ? InputContract.FiniteOrSparse : InputContract.Finite)
                with { Floats = InputFloats.DoubleOrSingle }, Inverse(reader));
    }

    internal static Projection IncrementalPca(EstimatorReader reader) =>
        new(reader.Info, Form(reader, isCentered: true), InputContract.FiniteOrSparse with { Floats = InputFloats.DoubleOrSingle },
            Inverse(reader));

    /// <summary>RandomizedPCA, which was there until 0.19: the components of a model that whitens are scaled already.</summary>
    internal static Projection RandomizedPca(EstimatorReader reader) =>
        new(reader.Info, Form(reader, isCentered: true) with { Variances = null, Whitens = false, ProjectsMean = false },
            InputContract.Finite, Inverse(reader));

    internal static Projection TruncatedSvd(EstimatorReader reader) =>
        new(reader.Info, Form(reader, isCentered: false), InputContract.FiniteOrSparse, InputContract.Finite);

    /// <summary>1.5 does not look at what <c>inverse_transform</c> is given and 1.9 does; TruncatedSVD always did.</summary>
    private static InputContract Inverse(EstimatorReader reader) => reader.SavedBy.IsAtLeast(1, 6)
        ? InputContract.Finite with { Floats = InputFloats.DoubleOrSingle }
        : new() { TakesMissing = true, TakesInfinity = true, TakesEmpty = true, TakesNoColumns = true };

    private static ProjectionForm Form(EstimatorReader reader, bool isCentered)
    {
        NDArray components = reader.Array("components_");
        bool whitens = isCentered && reader.Flag("whiten", false);
        if (components.Rank != 2)
        {
            throw Corrupt(reader, "components_");
        }

        NDArray? mean = null, variances = null;
        if (isCentered && reader.TryArray("mean_", out mean) && mean!.Length != components.Shape[1])
        {
            throw Corrupt(reader, "mean_");
        }

        if (isCentered && (whitens || reader.Has("explained_variance_")))
        {
            variances = reader.Array("explained_variance_");
            if (variances.Length != components.Shape[0])
            {
                throw Corrupt(reader, "explained_variance_");
            }
        }

        if (reader.FeatureCount is { } expected && expected != components.Shape[1])
        {
            throw Corrupt(reader, "components_");
        }

        // The file does not say which scipy will run it; scikit-learn 1.9 came out after scipy 1.17, which looks for symmetric matrices.
        return new ProjectionForm(components)
        {
            Mean = mean,
            Variances = variances,
            Whitens = whitens,
            ProjectsMean = reader.SavedBy.IsAtLeast(1, 5),
            RoundsConstant = reader.SavedBy.IsAtLeast(1, 6),
            UsesCholesky = reader.SavedBy.IsAtLeast(1, 9),
        };
    }

    private static PickleFormatException Corrupt(EstimatorReader reader, string name) =>
        new("FormatShape", $"{reader.Path}.{name} does not fit the other arrays of {reader.ClassName}; the file is corrupt");
}
