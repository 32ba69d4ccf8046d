namespace Brine.Models;

/// <summary>The form of NLTK's SklearnClassifier: records become rows, a classifier says numbers, and those stand for labels.</summary>
public sealed record NltkForm : EstimatorForm
{
    internal NltkForm(Estimator vectorizer, Estimator classifier, Labels labels)
    {
        Vectorizer = vectorizer;
        Classifier = classifier;
        Labels = labels;
        Children = [new EstimatorChild("_vectorizer", vectorizer), new EstimatorChild("_clf", classifier)];
    }

    /// <summary>The DictVectorizer.</summary>
    public Estimator Vectorizer { get; }

    /// <summary>The classifier, which answers with the numbers of labels.</summary>
    public Estimator Classifier { get; }

    /// <summary>The labels, in the order of their numbers.</summary>
    public Labels Labels { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
