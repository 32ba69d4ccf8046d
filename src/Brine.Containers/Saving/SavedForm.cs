using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>The form that the name of a file to write asks for.</summary>
internal static class SavedForm
{
    /// <summary>The extension in lower case, without the one that asks for compression: <c>.joblib</c> of <c>model.joblib.gz</c> and, as
    /// joblib has it, of <c>model.gz</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="packed">The compression that the name asks for.</param>
    /// <param name="argument">How the caller names the path, for the error.</param>
    /// <exception cref="ArgumentException">The name asks for compression of a form that is not packed.</exception>
    internal static string Of(string path, out SaveOptions packed, [CallerArgumentExpression(nameof(path))] string? argument = null)
    {
        packed = new SaveOptions().WithCompressionOf(path);
        string extension = Path.GetExtension(packed.Codec == Codec.None ? path : Path.GetFileNameWithoutExtension(path)).ToLowerInvariant();
        return packed.Codec == Codec.None || extension is ".pkl" or ".pickle" ? extension
            : extension is "" or ".joblib" ? ".joblib"
            : throw new ArgumentException($"'{path}' is packed and ends in no form that Brine packs; say .joblib.gz or .pkl.gz", argument);
    }
}
