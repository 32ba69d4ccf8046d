using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Compiles a method of a model for rows of cells: kernels for numbers, encoders of text, imputers before these, in pipelines and
/// column transformers.</summary>
internal sealed class RowCompiler
{
    private readonly IReadOnlyList<RowCell> _cells;
    private readonly List<CellCoder> _coders = [];

    private RowCompiler(IReadOnlyList<RowCell> cells) => _cells = cells;

    /// <summary>Compiles a method.</summary>
    /// <param name="model">The model.</param>
    /// <param name="method"><c>predict</c> or <c>predict_proba</c>.</param>
    /// <param name="cells">For each column of the model the cell that holds it.</param>
    /// <returns>Null where a part of the model has no form for single rows.</returns>
    internal static CodedRow? Compile(Estimator model, Methods method, IReadOnlyList<RowCell> cells)
    {
        while (model is DelegatingEstimator { Form: DelegateForm { Inner: { } inner } } && model.Methods.HasFlag(method))
        {
            model = inner;
        }

        if (!model.Methods.HasFlag(method))
        {
            return null;
        }

        var compiler = new RowCompiler(cells);
        int[] all = [.. Enumerable.Range(0, cells.Count)];
        RowKernel? kernel = compiler.AllNumbers(all) && model.Kernel(method) is { } plain && plain.InputCount == cells.Count
            ? compiler.Numbers(plain, all)
            : model is Pipeline { Form: SequenceForm form } ? compiler.Sequence(form, method, all)
            : null;
        return kernel is null ? null : new CodedRow([.. compiler._coders], kernel);
    }

    private bool AllNumbers(int[] places) => Array.TrueForAll(places, place => _cells[place].IsNumber);

    private RowKernel? Sequence(SequenceForm form, Methods method, int[] places)
    {
        Estimator[] steps = [.. form.Steps.Where(step => step.Estimator is not null).Select(step => step.Estimator!)];
        if (steps.Length < 2 || form.Steps[^1].Estimator is not { } last)
        {
            return null;
        }

        // Rows that are sparse in Python are added up in another order; a tree compares, and adds nothing of a row up.
        bool isSparse = steps[..^1].Any(GivesSparse);
        if (isSparse && last is not TreeEstimator)
        {
            return null;
        }

        return Chain(steps[..^1], places, last.Kernel(method));
    }

    /// <summary>Steps that transform, one after the other, and what comes after them.</summary>
    private RowKernel? Chain(ReadOnlySpan<Estimator> steps, int[] places, RowKernel? last)
    {
        SimpleImputer? imputer = steps.Length > 1 && steps[0] is SimpleImputer first && !AllNumbers(places) ? first : null;
        int used = imputer is null ? 1 : 2;
        var kernels = new List<RowKernel?> { imputer is null ? First(steps[0], places) : Filled(imputer, steps[1], places) };
        foreach (Estimator step in steps[used..])
        {
            kernels.Add(step.Kernel(Methods.Transform));
        }

        return ChainKernel.Of(last is null ? kernels : [.. kernels, last]);
    }

    private RowKernel? First(Estimator step, int[] places) =>
        step is ColumnTransformer { Form: ParallelForm form } && form.FeatureCount == places.Length ? Stack(form, places)
        : Part(step, places);

    private RowKernel? Stack(ParallelForm form, int[] places)
    {
        int before = _coders.Count;
        var parts = new List<(int[]? Columns, RowKernel? Kernel, double? Weight)>();
        foreach (ParallelPart part in form.Parts)
        {
            if (part.Columns?.Places is not { } own)
            {
                return null;
            }

            int start = _coders.Count - before;
            int[] taken = [.. own.Select(place => places[place])];
            RowKernel? kernel = part.Step.Estimator is { } estimator ? InPart(estimator, taken)
                : AllNumbers(taken) ? Numbers(new CopyKernel(taken.Length), taken) : null;
            if (kernel is null)
            {
                return null;
            }

            parts.Add(([.. Enumerable.Range(start, _coders.Count - before - start)], kernel, part.Weight));
        }

        return parts.Count == 0 ? null : StackKernel.Of(_coders.Count - before, parts);
    }

    private RowKernel? InPart(Estimator estimator, int[] places) =>
        estimator is Pipeline { Form: SequenceForm form } && !AllNumbers(places)
            ? Chain([.. form.Steps.Where(step => step.Estimator is not null).Select(step => step.Estimator!)], places, last: null)
            : Part(estimator, places);

    private RowKernel? Part(Estimator step, int[] places)
    {
        if (AllNumbers(places) && step.Kernel(Methods.Transform) is { } kernel && kernel.InputCount == places.Length)
        {
            return Numbers(kernel, places);
        }

        return Encoder(step, places, null);
    }

    private RowKernel? Filled(SimpleImputer imputer, Estimator encoder, int[] places) =>
        imputer.FillsAlone && Array.TrueForAll(places, place => _cells[place].IsText) ? Encoder(encoder, places, imputer) : null;

    private RowKernel? Encoder(Estimator step, int[] places, SimpleImputer? imputer)
    {
        (CategoryColumns? categories, bool refuses, RowKernel? kernel) = step switch
        {
            OneHotEncoder oneHot => (oneHot.Layout.Categories, oneHot.Layout.RefusesUnknown, new OneHotCodeKernel(oneHot.Layout)),
            OrdinalEncoder ordinal when ordinal.GivesNumbers =>
                (ordinal.Categories, ordinal.RefusesUnknown, (RowKernel)new OrdinalCodeKernel(ordinal)),
            _ => (null, false, null),
        };
        if (kernel is null || categories!.Count != places.Length || !Array.TrueForAll(places, place => _cells[place].IsKnown))
        {
            return null;
        }

        for (int i = 0; i < places.Length; i++)
        {
            RowCell cell = _cells[places[i]];
            _coders.Add(new CellCoder
            {
                Cell = cell.Index, Categories = categories[i], RefusesUnknown = refuses, TakesGap = cell.TakesGap,
                Gap = cell.IsText ? cell.Gap : null, Missing = imputer?.Missing, Fill = imputer?.StatisticOf(i) ?? default,
            });
        }

        return kernel;
    }

    private RowKernel Numbers(RowKernel kernel, int[] places)
    {
        foreach (int place in places)
        {
            _coders.Add(new CellCoder { Cell = _cells[place].Index, TakesGap = _cells[place].TakesGap });
        }

        return kernel;
    }

    private static bool GivesSparse(Estimator step) => step switch
    {
        OneHotEncoder { Form: OneHotForm form } => form.IsSparse,
        ColumnTransformer { Form: ParallelForm form } =>
            form.IsSparse ?? form.Parts.Any(part => part.Step.Estimator is { } inner && GivesSparse(inner)),
        Pipeline { Form: SequenceForm form } => form.Steps.Any(inner => inner.Estimator is { } estimator && GivesSparse(estimator)),
        _ => false,
    };
}
