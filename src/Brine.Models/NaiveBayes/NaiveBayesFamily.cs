namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.naive_bayes</c>.</summary>
internal static class NaiveBayesFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.naive_bayes", "GaussianNB", NaiveBayesReader.Gaussian),
        new("sklearn.naive_bayes", "MultinomialNB", NaiveBayesReader.Multinomial),
        new("sklearn.naive_bayes", "ComplementNB", NaiveBayesReader.Complement),
        new("sklearn.naive_bayes", "BernoulliNB", NaiveBayesReader.Bernoulli),
        new("sklearn.naive_bayes", "CategoricalNB", NaiveBayesReader.Categorical),
    ];
}
