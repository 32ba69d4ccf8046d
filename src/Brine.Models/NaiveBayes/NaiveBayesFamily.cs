namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.naive_bayes</c>.</summary>
internal static class NaiveBayesFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.naive_bayes", "GaussianNB", reader => new GaussianBayes(reader)),
        new("sklearn.naive_bayes", "MultinomialNB", reader => DiscreteBayes.ReadMultinomial(reader)),
        new("sklearn.naive_bayes", "ComplementNB", reader => DiscreteBayes.ReadComplement(reader)),
        new("sklearn.naive_bayes", "BernoulliNB", reader => DiscreteBayes.ReadBernoulli(reader)),
    ];
}
