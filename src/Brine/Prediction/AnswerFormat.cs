namespace Brine;

/// <summary>The forms in which answers are written.</summary>
public enum AnswerFormat
{
    /// <summary>CSV with a header.</summary>
    Csv,

    /// <summary>An array of JSON records.</summary>
    Json,

    /// <summary>A JSON record a line.</summary>
    JsonLines,

    /// <summary>One numpy array.</summary>
    Npy,

    /// <summary>Numpy arrays by the names of the methods.</summary>
    Npz,

    /// <summary>CSV with tabs between the fields.</summary>
    Tsv,
}
