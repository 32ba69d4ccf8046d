using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of LatentDirichletAllocation: how much of each topic is in a document, found from the words of the topics step by
/// step.</summary>
public sealed record TopicForm : EstimatorForm
{
    internal TopicForm(NDArray words) => Words = words;

    /// <summary><c>exp_dirichlet_component_</c>, of shape (n_topics, n_words). Documents are computed in its precision.</summary>
    public NDArray Words { get; }

    /// <summary><c>doc_topic_prior_</c></summary>
    public double Prior { get; init; }

    /// <summary><c>components_</c>, of the shape of <see cref="Words"/>; null where the file does not hold it.</summary>
    public NDArray? Components { get; init; }

    /// <summary><c>topic_word_prior_</c></summary>
    public double WordPrior { get; init; }

    /// <summary><c>max_doc_update_iter</c></summary>
    public int MaxIterations { get; init; }

    /// <summary><c>mean_change_tol</c>: a document is done when its topics change by less.</summary>
    public double Tolerance { get; init; }
}
