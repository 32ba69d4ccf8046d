using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads NLTK's SklearnClassifier.</summary>
internal static class NltkReader
{
    internal static NltkClassifier Classifier(EstimatorReader reader)
    {
        PyObject encoder = reader.Value("_encoder").As<PyObject>() ?? throw reader.Missing("_encoder");
        Labels labels = new EstimatorReader(encoder, reader.Path + "._encoder").Labels("classes_");
        return new(reader.Info, new NltkForm(reader.Child("_vectorizer"), reader.Child("_clf"), labels));
    }
}
