namespace Brine.Training;

/// <summary><c>class_weight='balanced'</c>: rows weigh so much that all classes weigh the same.</summary>
internal static class ClassWeights
{
    /// <summary><c>compute_class_weight('balanced')</c>: what each class weighs.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="weights">What rows weigh, where these count; scikit-learn 1.2 counts rows.</param>
    internal static double[] OfClasses(ClassCodes classes, double[]? weights)
    {
        double[] counts = classes.Counts(weights);
        double total = PairwiseSum.Of<double>(counts);
        return Array.ConvertAll(counts, count => total / (classes.Count * count));
    }

    /// <summary><c>compute_class_weight('balanced')</c> for each row.</summary>
    internal static double[] Balanced(ClassCodes classes)
    {
        double[] counts = classes.Counts();
        return Array.ConvertAll(classes.Codes, code => classes.Codes.Length / (classes.Count * counts[code]));
    }
}
