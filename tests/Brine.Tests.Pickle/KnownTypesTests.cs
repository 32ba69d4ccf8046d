using System.Numerics;
using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>The views of Python's own types, over files that Python 2.7 and 3.11 wrote (Golden/values).</summary>
public class KnownTypesTests
{
    private const string Python2 = "py2.7-numpy1.16-pandas0.24", Python3 = "py3.11-numpy2.4-pandas3.1";

    [Theory]
    [InlineData(Python2, "datetime.p0.pkl")]
    [InlineData(Python3, "datetime.p0.pkl")]
    [InlineData(Python3, "datetime.p4.pkl")]
    public void DateTimeIsReadInEveryForm(string producer, string file)
    {
        var moment = Assert.IsType<PyDateTime>(PyDateTime.From(Load(producer, file)));
        Assert.Equal(new DateTime(1999, 12, 31, 23, 59, 59).AddMicroseconds(999_999), moment.Value);
        Assert.Equal(DateTimeKind.Unspecified, moment.Value.Kind);
        Assert.False(moment.IsFold);
        Assert.True(moment.TimeZone.IsNone);
    }

    [Theory]
    [InlineData(@"c__builtin__\nbytearray\n(Va\nVutf-8\ntR.")]
    [InlineData(@"c__builtin__\nbytearray\n(I5\ntR.")]
    [InlineData(@"c__builtin__\nbytearray\n(c_codecs\nencode\n(Va\nVlatin8\ntRtR.")]
    public void CallOfByteArrayThatPicklersDoNotWriteStaysACall(string pickle) =>
        Assert.Equal("bytearray", Pickles.Load(pickle).As<PyObject>()!.Callable.As<PyGlobal>()!.Name);

    [Fact]
    public void TimeZoneOfADateTimeIsAView()
    {
        PyTimeZone zone = PyTimeZone.From(PyDateTime.From(Load(Python3, "datetime_tz.p0.pkl"))!.TimeZone)!;
        Assert.Equal(TimeSpan.FromHours(2), zone.Offset!.Value);
        Assert.Null(zone.Key);
    }

    [Fact]
    public void TimeDeltaBeyondTimeSpanIsNotRounded()
    {
        Assert.Equal(new TimeSpan(-1, 0, 0, 5).Add(TimeSpan.FromMicroseconds(7)), new PyTimeDelta(-1, 5, 7).Value);
        Assert.Null(new PyTimeDelta(999_999_999, 0, 0).Value);
    }

    [Theory]
    [InlineData("1.10", "1.10")]
    [InlineData("-1E+500", null)]
    [InlineData("NaN", null)]
    [InlineData("123456789012345678901234567890.123456789", null)]
    public void DecimalIsTheSameNumberOrNone(string text, string? expected) =>
        Assert.Equal(expected, new PyDecimal(text).Value?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(Python2)]
    [InlineData(Python3)]
    public void UuidPrintsAsInPython(string producer) =>
        Assert.Equal("12345678-90ab-cdef-1234-567890abcdef", PyUuid.From(Load(producer, "uuid.p0.pkl"))!.Value.ToString());

    [Fact]
    public void FractionIsReadFromTextAndFromInts()
    {
        var type = new PyGlobal("fractions", "Fraction");
        Assert.Equal(new PyFraction(22, 7), PyFraction.From(new PyObject(type, new PyTuple("22/7"))));
        Assert.Equal(new PyFraction(-355, 113), PyFraction.From(new PyObject(type, new PyTuple(-355, 113))));
        Assert.Null(PyFraction.From(new PyObject(type, new PyTuple("1/0"))));
    }

    [Theory]
    [InlineData("path.p0.pkl")]
    [InlineData("path.p4.pkl")]
    public void PathsPrintAsInPython(string file)
    {
        PyPath[] paths = [.. Load(Python3, file).As<PyList>()!.Select(item => PyPath.From(item)!)];
        Assert.Equal(["/a/b.txt", @"C:\a\b", "relative", "."], paths.Select(path => path.Text));
        Assert.True(paths[1].IsWindows);
    }

    [Theory]
    [InlineData(Python2, "array_d.p0.pkl")]
    [InlineData(Python3, "array_d.p4.pkl")]
    public void TypedArrayIsLittleEndian(string producer, string file)
    {
        PyTypedArray array = PyTypedArray.From(Load(producer, file))!;
        Assert.Equal(('d', 8), (array.TypeCode, array.ItemSize));
        Assert.Equal([1.5, -2.5], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(array.Memory.Span).ToArray());
    }

    [Fact]
    public void TypedArrayThatDoesNotHoldItsItemsIsNone()
    {
        var type = new PyGlobal("array", "array");
        Assert.Null(PyTypedArray.From(new PyObject(type, new PyTuple("b", new PyList([200])))));
        Assert.Null(PyTypedArray.From(new PyObject(type, new PyTuple("B", new PyList([-1])))));
        Assert.Null(PyTypedArray.From(new PyObject(type, new PyTuple("d", new PyList(["x"])))));
        Assert.Null(
            PyTypedArray.From(
                new PyObject(new PyGlobal("array", "_array_reconstructor"), new PyTuple(type, "d", 14, new PyBytes(new byte[7])))));
    }

    [Fact]
    public void ErrorNumberGivesTheExceptionItsClass()
    {
        PyException error = PyException.From(Load(Python3, "exception_os.p0.pkl"))!;
        Assert.Equal("builtins.FileNotFoundError", error.ClassName);
        Assert.Equal(2, error.Arguments.Count);
    }

    [Theory]
    [InlineData("inner.p0.pkl")]
    [InlineData("inner.p4.pkl")]
    public void ClassInsideAClassHasItsDottedName(string file) =>
        Assert.Equal("shop_types.Outer.Inner", PyInstance.From(Load(Python3, file))!.ClassName);

    [Fact]
    public void OrderedDictIsReadInBothForms()
    {
        Assert.Equal(["b", "a"],
            PyOrderedDict.From(Load(Python2, "ordereddict.p0.pkl"))!.Entries.Keys.ToArray().Select(key => key.AsString()));
        Assert.Equal(["b", "a"],
            PyOrderedDict.From(Load(Python3, "ordereddict.p4.pkl"))!.Entries.Keys.ToArray().Select(key => key.AsString()));
    }

    [Fact]
    public void ComplexKeepsTheBitsOfBothParts()
    {
        Complex value = PyComplex.From(Load(Python3, "complexnan.p4.pkl"))!.Value;
        Assert.True(double.IsNaN(value.Real) && double.IsNegative(value.Imaginary));
    }

    /// <summary>Nothing in a file may make a view throw: what is no such value is null.</summary>
    [Fact]
    public void CorruptValuesHaveNoView()
    {
        PyValue[] arguments = [default, -1, 1e300, "x", new PyBytes(Encoding.ASCII.GetBytes("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")),
            new PyTuple(1), new PyList([1]), new PyDict(), BigInteger.Pow(10, 50)];
        (string Module, string Name)[] classes =
        [
            ("builtins", "complex"), ("builtins", "range"), ("builtins", "slice"), ("datetime", "date"), ("datetime", "time"),
            ("datetime", "datetime"), ("datetime", "timedelta"),
            ("datetime", "timezone"), ("decimal", "Decimal"), ("fractions", "Fraction"), ("uuid", "UUID"), ("pathlib", "PosixPath"),
            ("ipaddress", "IPv4Address"), ("array", "array"),
            ("array", "_array_reconstructor"), ("collections", "OrderedDict"), ("collections", "Counter"), ("collections", "defaultdict"),
            ("collections", "deque"),
            ("collections", "ChainMap"), ("types", "SimpleNamespace"), ("types", "GenericAlias"), ("functools", "partial"),
            ("operator", "itemgetter"), ("io", "BytesIO"),
            ("builtins", "getattr"), ("builtins", "OSError"), ("builtins", "iter"), ("pytz", "_p"), ("pytz", "_FixedOffset"),
            ("zoneinfo", "ZoneInfo._unpickle"),
        ];
        Func<PyValue, object?>[] views =
        [
            value => PyComplex.From(value), value => PyRange.From(value), value => PySlice.From(value), value => PyDate.From(value),
            value => PyTime.From(value), value => PyDateTime.From(value),
            value => PyTimeDelta.From(value), value => PyTimeZone.From(value), value => PyDecimal.From(value)?.Value,
            value => PyFraction.From(value), value => PyUuid.From(value),
            value => PyPath.From(value), value => PyIpAddress.From(value), value => PyTypedArray.From(value),
            value => PyOrderedDict.From(value), value => PyCounter.From(value),
            value => PyDefaultDict.From(value), value => PyDeque.From(value), value => PyChainMap.From(value),
            value => PyNamespace.From(value), value => PyTypeHint.From(value),
            value => PyPartial.From(value), value => PyGetter.From(value), value => PyMemoryFile.From(value),
            value => PyBoundMethod.From(value)?.FullName, value => PyException.From(value),
            value => PyIterator.From(value), value => PyEnumMember.From(value), value => PyInstance.From(value),
        ];
        int seen = 0;
        foreach ((string module, string name) in classes)
        {
            foreach (PyValue first in arguments)
            {
                foreach (PyValue second in arguments)
                {
                    foreach (PyTuple given in (PyTuple[])[PyTuple.Empty, new PyTuple(first), new PyTuple(first, second),
                        new PyTuple(first, second, first), new PyTuple(first, second, second, first)])
                    {
                        var value = new PyObject(new PyGlobal(module, name), given) { State = second };
                        seen += views.Count(view => view(value) is not null);
                    }
                }
            }
        }

        Assert.True(seen > 0);
        Assert.All(views, view => Assert.Null(view(default)));
    }

    [Fact]
    public void TypeHintThatSharesItsPartsDoesNotGrowWithoutEnd()
    {
        PyValue hint = new PyGlobal("builtins", "int");
        for (int i = 0; i < 30; i++)
        {
            hint = new PyObject(new PyGlobal("types", "GenericAlias"),
                new PyTuple(new PyGlobal("builtins", "dict"), new PyTuple(hint, hint)));
        }

        Assert.Null(PyTypeHint.From(hint));
        Assert.Equal("dict[str, float]", PyTypeHint.From(Load(Python3, "generic_alias.p4.pkl").As<PyList>()![1])!.Text);
    }

    private static PyValue Load(string producer, string file) =>
        Unpickler.Load(File.ReadAllBytes(Repo.Golden("values", producer, file)));
}
