namespace Brine.Models;

/// <summary>The numbers of a fitted decomposition (a component a row, the mean, the variances), and the projections made of them.</summary>
internal sealed class PrincipalComponents
{
    private readonly double[] _components;
    private readonly bool _hasSingleRoots;
    private readonly bool _hasSingleComponents;
    private readonly bool _hasSingleMean;

    internal PrincipalComponents(ProjectionForm form)
    {
        _components = form.Components.ToDoubles();
        _hasSingleComponents = form.Components.DType.IsSingle();
        _hasSingleRoots = form.Variances?.DType.IsSingle() ?? false;
        (Count, FeatureCount) = (form.ComponentCount, form.FeatureCount);
        (Whitens, ProjectsMean, UsesCholesky, RoundsConstant) = (form.Whitens, form.ProjectsMean, form.UsesCholesky, form.RoundsConstant);
        _hasSingleMean = form.Mean?.DType.IsSingle() ?? true;
        Mean = form.Mean?.ToDoubles();
        Variances = form.Variances?.ToDoubles();
        IsSingle = _hasSingleComponents && (form.Mean?.DType.IsSingle() ?? true) && (!Whitens || _hasSingleRoots);
    }

    internal int Count { get; }

    internal int FeatureCount { get; }

    internal bool Whitens { get; }

    /// <summary>True when data of float32 is projected in single precision.</summary>
    internal bool IsSingle { get; }

    /// <summary>True when the covariance that the model describes is of float32; numpy's <c>eye</c>, which stands for it where there are no
    /// components, is of float64.</summary>
    internal bool HasSingleCovariance => Count > 0 && _hasSingleComponents && _hasSingleRoots;

    /// <summary>True for the formulas of 1.5 and later: the mean is projected too, and tiny variances are kept away from zero.</summary>
    internal bool ProjectsMean { get; }

    /// <summary>True where scipy inverts symmetric matrices by Cholesky's factor.</summary>
    internal bool UsesCholesky { get; }

    /// <summary>True where numpy rounds a float to the float32 of a scalar beside it.</summary>
    internal bool RoundsConstant { get; }

    internal double[]? Mean { get; }

    internal double[]? Variances { get; }

    internal ReadOnlySpan<double> Component(int index) => _components.AsSpan(index * FeatureCount, FeatureCount);

    /// <summary>The components, times the root of their variance where the model whitens.</summary>
    internal double[] ScaledComponents()
    {
        double[] scaled = [.. _components];
        for (int i = 0; Whitens && i < scaled.Length; i++)
        {
            double product = Root(Variances![i / FeatureCount]) * scaled[i];
            scaled[i] = _hasSingleRoots && _hasSingleComponents ? (float)product : product;
        }

        return scaled;
    }

    internal ProjectionKernel Forward() => new(_components, Count, FeatureCount)
    {
        Mean = ProjectsMean ? null : Mean,
        Offsets = ProjectsMean ? ProjectMean() : null,
        Scales = Scales(),
    };

    internal ProjectionKernel Back() => new(Transposed(ScaledComponents()), FeatureCount, Count) { Shifts = Mean };

    internal SingleProjection SingleForward() => new(NumpyPrecision.ToSingles(_components), Count, FeatureCount)
    {
        Mean = ProjectsMean ? null : Singles(Mean),
        Offsets = ProjectsMean && Mean is not null ? ProjectMeanInSingle() : null,
        Scales = Singles(Scales()),
    };

    internal SingleProjection SingleBack() =>
        new(NumpyPrecision.ToSingles(Transposed(ScaledComponents())), FeatureCount, Count) { Shifts = Singles(Mean) };

    private double[]? ProjectMean()
    {
        if (Mean is null)
        {
            return null;
        }

        // The product of mean and components knows nothing of the rows.
        if (_hasSingleMean && _hasSingleComponents)
        {
            return Array.ConvertAll(ProjectMeanInSingle(), offset => (double)offset);
        }

        var offsets = new double[Count];
        new VectorBank(_components, Count, FeatureCount).All<DotStep>(Mean, offsets);
        return offsets;
    }

    private float[] ProjectMeanInSingle()
    {
        var offsets = new float[Count];
        for (int j = 0; j < Count; j++)
        {
            offsets[j] = SingleProjection.Dot(Singles(Mean)!, NumpyPrecision.ToSingles(Component(j).ToArray()));
        }

        return offsets;
    }

    private double[]? Scales()
    {
        double smallest = _hasSingleRoots ? 1.1920928955078125e-07 : 2.220446049250313e-16;
        return !Whitens ? null
            : Array.ConvertAll(Variances!, variance => ProjectsMean && Root(variance) < smallest ? smallest : Root(variance));
    }

    /// <summary>The root of a variance in the variance's own precision, whatever the rows are.</summary>
    private double Root(double variance) => _hasSingleRoots ? MathF.Sqrt((float)variance) : Math.Sqrt(variance);

    private double[] Transposed(double[] components)
    {
        var transposed = new double[components.Length];
        for (int j = 0; j < Count; j++)
        {
            for (int k = 0; k < FeatureCount; k++)
            {
                transposed[(k * Count) + j] = components[(j * FeatureCount) + k];
            }
        }

        return transposed;
    }

    private static float[]? Singles(double[]? values) => values is null ? null : NumpyPrecision.ToSingles(values);
}
