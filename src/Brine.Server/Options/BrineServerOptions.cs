using Brine.Containers;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>What a server of models takes and gives.</summary>
public sealed class BrineServerOptions
{
    /// <summary>The bytes that the body of a request may have; more is answered by 413.</summary>
    public long MaxBodyBytes { get; set; } = 64L << 20;

    /// <summary>The rows that one request may ask about; more is answered by 413.</summary>
    public int MaxRows { get; set; } = 1_000_000;

    /// <summary>How many requests may be computed at once.</summary>
    public int MaxConcurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>How many requests may wait for it; more is answered by 429.</summary>
    public int MaxWaiting { get; set; } = 1000;

    /// <summary>How long the body of a request may take to arrive; longer is answered by 408.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The bytes that a file may have which somebody sends by the page; more is answered by 413.</summary>
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>How many files of the page are kept at once; more is answered by 429.</summary>
    public int MaxJobs { get; set; } = 50;

    /// <summary>How long a file of the page and its answers are kept after they were last looked at.</summary>
    public TimeSpan JobLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The forms of tables beside CSV that the page takes: those of the packages Brine.Excel, Brine.Parquet...</summary>
    public IList<TableFormat> Formats { get; } = [];

    /// <summary>Folders whose files are served: <c>NAME.pkl</c>, and <c>NAME/VERSION.pkl</c> or <c>NAME/VERSION/model.pkl</c> for several
    /// versions of one model. Files may come and go while the server runs.</summary>
    public IList<string> Folders { get; } = [];

    /// <summary>Other names of models: each stands for a <c>NAME</c>, or for a version of it, <c>NAME:VERSION</c>.</summary>
    public IDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether requests may load known models again and unload them (<c>/v2/repository/models/NAME/load</c>).</summary>
    public bool AllowsLoading { get; set; }

    /// <summary>How often files are looked at for a replacement; zero for never.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Keys of which a request must have one, as <c>Authorization: Bearer KEY</c> or <c>X-API-Key: KEY</c>; none to ask for
    /// none.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>The names under which the server is asked, without ports; none for any. A server on this machine alone takes
    /// <c>localhost</c> and the loopback addresses, so that no page of the web reaches it by a name of its own.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>How model files are loaded.</summary>
    public LoadOptions Load { get; set; } = new();

    /// <summary>How much the data of a request may ask for.</summary>
    public Limits DataLimits { get; set; } = Limits.Default;
}
