namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.naive_bayes</c>.</summary>
internal static class NaiveBayesFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.naive_bayes", "GaussianNB", reader => new GaussianNaiveBayes(reader)),
        new("sklearn.naive_bayes", "MultinomialNB", DiscreteNaiveBayes.Multinomial),
        new("sklearn.naive_bayes", "ComplementNB", DiscreteNaiveBayes.Complement),
        new("sklearn.naive_bayes", "BernoulliNB", DiscreteNaiveBayes.Bernoulli),
        new("sklearn.naive_bayes", "CategoricalNB", reader => new CategoricalNaiveBayes(reader)),
    ];
}
