using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Facade;

/// <summary>Models out of paths, streams and memory, saved again, and let go of.</summary>
public sealed class ModelFilesTests : IDisposable
{
    private static readonly LoadOptions Mapped = new() { MemoryMap = true };
    private static readonly bool ListsMappings = File.Exists("/proc/self/maps");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AModelIsLoadedFromAPathAStreamAndMemory()
    {
        string path = Sample();
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        string expected = Ask(Model.Load(path));
        Assert.Equal(expected, Ask(Model.Load(new MemoryStream(bytes))));
        Assert.Equal(expected, Ask(Model.Load(bytes)));
        Assert.Equal(expected, Ask(await Model.LoadAsync(path, cancellationToken: TestContext.Current.CancellationToken)));
        Assert.Equal(expected,
            Ask(await Model.LoadAsync(new MemoryStream(bytes), cancellationToken: TestContext.Current.CancellationToken)));
        using Model mapped = Model.Load(path, Mapped);
        Assert.Equal(expected, Ask(mapped));
    }

    [Fact]
    public async Task AStreamIsReadFromWhereItStands()
    {
        byte[] bytes = [1, 2, 3, .. await File.ReadAllBytesAsync(Sample(), TestContext.Current.CancellationToken)];
        string expected = Ask(Model.Load(bytes[3..]));
        Assert.Equal(expected, Ask(Model.Load(new MemoryStream(bytes) { Position = 3 })));
        Assert.Equal(expected, Ask(Model.Load(new OneByteAtATime(bytes[3..]))));
    }

    [Fact]
    public async Task LoadingTellsItsProgressAndCanBeStopped()
    {
        string path = Sample();
        var progress = new Steps();
        await Model.LoadAsync(path, progress: progress, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new FileInfo(path).Length, progress.Last);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Model.LoadAsync(path, cancellationToken: stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Joblib.LoadAsync(path, cancellationToken: stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Model.LoadAsync(new MemoryStream([1, 2, 3]), cancellationToken: stopped.Token));
    }

    [Fact]
    public async Task LimitsHoldOnEveryWayIn()
    {
        string path = Sample();
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var tight = new LoadOptions { Limits = Limits.Default with { MaxFileBytes = bytes.Length - 1 } };
        CancellationToken none = TestContext.Current.CancellationToken;
        foreach (Func<LoadOptions, Task> load in (Func<LoadOptions, Task>[])[
            options => Task.FromResult(Model.Load(path, options)), options => Task.FromResult(Model.Load(new MemoryStream(bytes), options)),
            options => Task.FromResult(Model.Load(new OneByteAtATime(bytes), options)),
            options => Model.LoadAsync(path, options, cancellationToken: none),
            options => Model.LoadAsync(new OneByteAtATime(bytes), options, cancellationToken: none),
            options => Task.FromResult(Joblib.Load(path, options)),
            options => Task.FromResult(Joblib.Load(new MemoryStream(bytes), options)),
            options => Joblib.LoadAsync(path, options, cancellationToken: none),
            options => Task.FromResult(Brine.Pickle.Load(path, options)),
            options => Brine.Pickle.LoadAsync(new OneByteAtATime(bytes), options, cancellationToken: none)])
        {
            Assert.Equal("LimitFileBytes", (await Assert.ThrowsAsync<PickleLimitException>(() => load(tight))).Code);
            await load(new LoadOptions { Limits = Limits.Default with { MaxFileBytes = bytes.Length } });
        }
    }

    [Theory]
    [InlineData("again.pkl", null)]
    [InlineData("again.pickle", null)]
    [InlineData("again.PKL.gz", null)]
    [InlineData("again.joblib", null)]
    [InlineData("again.joblib.xz", null)]
    [InlineData("again.z", null)]
    [InlineData("again.pkl", 2)]
    [InlineData("again.joblib", 5)]
    [InlineData("again.pkl.bz2", 3)]
    public void SavingGivesTheBytesOfDump(string name, int? protocol)
    {
        Model model = Model.Load(Sample());
        SaveOptions? options = protocol is { } asked ? new SaveOptions { Protocol = asked } : null;
        model.Save(_folder[name], options);
        if (name.Contains(".p", StringComparison.OrdinalIgnoreCase))
        {
            Brine.Pickle.Dump(model.Value, _folder["expected"], (options ?? new()).WithCompressionOf(name));
        }
        else
        {
            Brine.Joblib.Dump(model.Value, _folder["expected" + Path.GetExtension(name)], options: options);
            File.Move(_folder["expected" + Path.GetExtension(name)], _folder["expected"]);
        }

        Assert.Equal(File.ReadAllBytes(_folder["expected"]), File.ReadAllBytes(_folder[name]));
        Assert.Equal(Ask(model), Ask(Model.Load(_folder[name])));
    }

    [Fact]
    public void AModelIsSavedToAStreamAndAsASkopsFile()
    {
        Model model = Model.Load(Sample());
        using var memory = new MemoryStream();
        model.Save(memory);
        Assert.Equal(Brine.Pickle.Dumps(model.Value), memory.ToArray());
        model.Save(_folder["model.skops"]);
        using ModelFile skops = ModelFile.Open(_folder["model.skops"]);
        Assert.Equal(FileFormat.Skops, skops.Format);
        Assert.Equal(Ask(model), Ask(Model.From(skops.Value)));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model")]
    [InlineData("model.json")]
    [InlineData("model.skops.gz")]
    [InlineData("model.joblib.zst")]
    public void ANameThatIsNoFormOfAModelIsRefused(string name)
    {
        Assert.Throws<ArgumentException>(() => Model.Load(Sample()).Save(_folder[name]));
        Assert.False(File.Exists(_folder[name]));
    }

    [Fact]
    public void ASkopsFileTakesNoOptionsOfPickles() =>
        Assert.Throws<ArgumentException>(() => Model.Load(Sample()).Save(_folder["model.skops"], new SaveOptions()));

    [Fact]
    public void AMappedFileIsLetGoWithItsModel()
    {
        Assert.SkipUnless(ListsMappings, "the system does not list what a process has mapped");
        string path = Sample();
        Model model = Model.Load(path, Mapped);
        Assert.True(IsMapped(path));
        model.Dispose();
        Assert.False(IsMapped(path));
        Assert.Throws<ObjectDisposedException>(() => Ask(model));
        Assert.Throws<ObjectDisposedException>(() => model.Methods);
        Assert.Throws<ObjectDisposedException>(() => model.Save(_folder["late.pkl"]));
        model.Dispose();
    }

    [Theory]
    [InlineData("model.pkl")]
    [InlineData("model.joblib")]
    [InlineData("model.joblib.z")]
    [InlineData("model.pkl.xz")]
    [InlineData("model.skops")]
    public void OptionsHoldForEveryForm(string name)
    {
        Model model = Model.Load(Sample());
        model.Save(_folder[name]);
        foreach (bool? map in (bool?[])[true, false, null])
        {
            var named = new List<PyGlobal>();
            using (Model loaded = Model.Load(_folder[name], new LoadOptions { MemoryMap = map, OnGlobal = named.Add }))
            {
                Assert.Equal(Ask(model), Ask(loaded));
                Assert.Contains(named, item => item.Name == "DecisionTreeClassifier");
            }

            Assert.False(ListsMappings && IsMapped(_folder[name]));
        }
    }

    [Fact]
    public void AnMlflowFolderIsLoadedWithTheSameOptions()
    {
        string folder = Repo.Golden("mlflow/mlflow-3.17.2/pipeline.frame");
        var named = new List<PyGlobal>();
        using Model model = Model.Load(folder, new LoadOptions { MemoryMap = true, OnGlobal = named.Add });
        Assert.Contains(named, item => item.Name == "Pipeline");
        Assert.Equal("LimitFileBytes",
            Assert.Throws<PickleLimitException>(
                () => Model.Load(folder, new LoadOptions { Limits = Limits.Default with { MaxFileBytes = 10 } })).Code);
    }

    [Fact]
    public void WhatCannotBeLoadedLeavesNothingMapped()
    {
        Assert.SkipUnless(ListsMappings, "the system does not list what a process has mapped");
        string list = _folder.Write("list.pkl", Brine.Pickle.Dumps(new List<int> { 1, 2 }));
        Assert.Equal("NotAnEstimator", Assert.Throws<UnsupportedModelException>(() => Model.Load(list, Mapped)).Code);
        Assert.False(IsMapped(list));
        string cut = _folder.Write("cut.pkl", Brine.Pickle.Dumps(new List<string> { "one", "two" })[..^4]);
        Assert.Throws<PickleFormatException>(() => Brine.Pickle.Load(cut, Mapped));
        Assert.False(IsMapped(cut));
        string packed = _folder.Write("packed.pkl", [0x1F, 0x8B, 8, 0, 0]);
        Assert.Throws<PickleFormatException>(() => PickleFile.Open(packed, Mapped));
        Assert.False(IsMapped(packed));
    }

    [Fact]
    public void WhatHasNoOwnerIsNotMappedUnasked()
    {
        Assert.False(new LoadOptions().WithoutOwner.MemoryMap);
        Assert.True(Mapped.WithoutOwner.MemoryMap);
    }

    [Fact]
    public async Task SidecarsAreFoundWithoutBlockingToo()
    {
        string file = Repo.Golden("sidecars/py2.7-joblib0.9/jl_F.joblib");
        PyValue loaded = await Brine.Joblib.LoadAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([4, 3], loaded.AsArray()!.Shape);
    }

    private static string Ask(Model model) => model.PredictProba(new double[1, model.Estimator.FeatureCount!.Value]).ToString()!;

    private static bool IsMapped(string path) => File.ReadAllText("/proc/self/maps").Contains(path, StringComparison.Ordinal);

    private string Sample()
    {
        string path = _folder["sample.pkl"];
        if (!File.Exists(path))
        {
            File.Copy(Repo.File("tests", "fixtures", "sklearn-1.2.1", "DecisionTreeClassifier.default.strlabels.pkl"), path);
        }

        return path;
    }

    private sealed class Steps : IProgress<long>
    {
        internal long Last { get; private set; }

        public void Report(long value) => Last = value;
    }

    /// <summary>A stream of unknown length that gives a byte at a time.</summary>
    private sealed class OneByteAtATime(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position == bytes.Length || count == 0)
            {
                return 0;
            }

            buffer[offset] = bytes[_position++];
            return 1;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
