using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Brine.Pickling;

// Python has one class Record, and each of these is what one of its instances holds.
#pragma warning disable BRINE013

namespace Brine.Tests.Mapping;

/// <summary>The C# side of <c>records.py</c>.</summary>
public static partial class Records
{
    [PickleClass("records.Planet")]
    public enum Planet
    {
        [PickleValue(5.97, 6378)]
        Earth,

        [PickleValue(0.642, 3396)]
        Mars,
    }

    [PickleClass("records.Record")]
    public sealed partial class Scalars
    {
        public double Real { get; set; }

        public float Single { get; set; }

        public int Whole { get; set; }

        public byte Unsigned { get; set; }

        public bool Flag { get; set; }

        public string Text { get; set; } = "";

        public double Plain { get; set; }

        public List<double> Reals { get; set; } = [];

        public double[] Mixed { get; set; } = [];

        public Dictionary<string, double> ByName { get; set; } = [];

        public Dictionary<int, string> ByNumber { get; set; } = [];

        public List<(int, string)> Pairs { get; set; } = [];

        public HashSet<string> Words { get; set; } = [];

        public double? Missing { get; set; }
    }

    [PickleClass("records.Record")]
    public sealed partial class Arrays
    {
        public double[] Reals { get; set; } = [];

        public List<double> RealList { get; set; } = [];

        public long[] Wholes { get; set; } = [];

        public IReadOnlyList<bool> Flags { get; set; } = [];

        public string[] Texts { get; set; } = [];

        public double[,] Grid { get; set; } = new double[0, 0];

        public double[,] Rows { get; set; } = new double[0, 0];

        public double[,] Fortran { get; set; } = new double[0, 0];

        public DateTime[] Times { get; set; } = [];

        public List<string> Objects { get; set; } = [];

        public int[] Empty { get; set; } = [];
    }

    [PickleClass("records.Record")]
    public sealed partial class Times
    {
        public DateTime Naive { get; set; }

        public DateTime Utc { get; set; }

        public DateTimeOffset Aware { get; set; }

        public TimeSpan Span { get; set; }

        public DateTime Moment { get; set; }

        public DateTime Day { get; set; }

        public TimeSpan Length { get; set; }

        public DateTime? Never { get; set; }

        public DateTime? None { get; set; }

        public int? Number { get; set; }
    }

    [PickleClass("records.Record")]
    public sealed partial class Collections
    {
        public IList<int> Line { get; set; } = [];

        public IEnumerable<int> OpenLine { get; set; } = [];

        public IReadOnlyList<int> Row { get; set; } = [];

        public IDictionary<string, int> Counts { get; set; } = new Dictionary<string, int>();

        public IReadOnlyDictionary<string, List<int>> Filling { get; set; } = new Dictionary<string, List<int>>();

        public OrderedDictionary<string, int> Ordered { get; set; } = [];

        public IReadOnlyDictionary<string, int> OrderedToo { get; set; } = new Dictionary<string, int>();

        public IReadOnlySet<int> Fixed { get; set; } = new HashSet<int>();

        public Queue<int> Queue { get; set; } = [];

        public Stack<int> Stack { get; set; } = [];

        public LinkedList<int> Linked { get; set; } = [];

        public SortedSet<int> SortedSet { get; set; } = [];

        public SortedDictionary<string, int> SortedDict { get; set; } = [];

        public ObservableCollection<object?> Observed { get; set; } = [];

        public ImmutableList<int> ImmutableList { get; set; } = [];

        public ImmutableDictionary<string, int> ImmutableDict { get; set; } = ImmutableDictionary<string, int>.Empty;

        public ImmutableHashSet<int> ImmutableSet { get; set; } = [];

        public ImmutableStack<int> ImmutableStack { get; set; } = [];
    }

    [PickleClass("records.Record")]
    public sealed partial class Enums
    {
        public int Level { get; set; }

        public List<int> Levels { get; set; } = [];

        public string Shade { get; set; } = "";

        public Dictionary<string, int> ByShade { get; set; } = [];

        public Planet Planet { get; set; }
    }
}
