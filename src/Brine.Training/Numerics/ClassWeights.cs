namespace Brine.Training;

/// <summary><c>class_weight='balanced'</c>: rows weigh so much that all classes weigh the same.</summary>
internal static class ClassWeights
{
    /// <summary><c>compute_class_weight('balanced')</c> for each row.</summary>
    internal static double[] Balanced(ClassCodes classes)
    {
        double[] counts = classes.Counts();
        return Array.ConvertAll(classes.Codes, code => classes.Codes.Length / (classes.Count * counts[code]));
    }
}
