using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Doctor;

/// <summary>Every form is tried and measured, and the choice follows from the figures.</summary>
public sealed class FormAdvisorTests
{
    [Fact]
    public void EveryFormIsTriedAndHasTheSizeOfTheFileItMakes()
    {
        string path = Repo.Golden("doctor", "TrainingData.pkl");
        FormAdvice advice = Advise(path);
        Assert.Equal(10, advice.Forms.Count);
        Assert.Equal(advice.Forms.Select(form => form.Bytes).Order(), advice.Forms.Select(form => form.Bytes));
        PyValue value = ModelFile.Load(path);
        Assert.Equal(Length(stream => PickleSaver.WritePickle(value, stream, new SaveOptions { Protocol = 4 })),
            Form(advice, "pickle, protocol 4").Bytes);
        Assert.Equal(Length(stream => PickleSaver.WriteJoblib(value, stream, new SaveOptions().WithCompression("zlib:9"))),
            Form(advice, "joblib, zlib:9").Bytes);
        Assert.All(advice.Forms, form => Assert.True(form.SaveTime > TimeSpan.Zero && form.LoadTime > TimeSpan.Zero));
    }

    [Fact]
    public void ASmallModelIsAPlainPickle() =>
        Assert.Equal("pickle, protocol 5", Advise(Repo.Golden("doctor", "Sound.pkl")).Recommended.Form);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void ALargeModelIsPackedWhereThatMakesItSmaller(bool isEven, bool isPacked)
    {
        var random = new Random(1);
        double[] numbers = [.. Enumerable.Range(0, 200_000).Select(_ => isEven ? random.Next(3) : random.NextDouble())];
        using var file = new MemoryStream();
        PickleSaver.WritePickle(Brine.Arrays.NDArray.Of(numbers).ToPickle(), file);
        FormAdvice advice = FormAdvisor.Advise(file.ToArray(), "numbers.pkl",
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(isPacked, advice.Recommended.Form != "joblib, not compressed");
        Assert.StartsWith("joblib", advice.Recommended.Form, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNothingNeedsIsNamed() => Assert.Contains(Advise(Repo.Golden("doctor", "Removable.pkl")).Notes,
        note => note.StartsWith("leave out model.stop_words_", StringComparison.Ordinal));

    [Fact]
    public void TrialsAreStopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => FormAdvisor.Advise(Repo.Golden("doctor", "Sound.pkl"), null, null, stop.Token));
    }

    private static FormAdvice Advise(string path) =>
        FormAdvisor.Advise(path, cancellationToken: TestContext.Current.CancellationToken);

    private static FormMeasure Form(FormAdvice advice, string name) => Assert.Single(advice.Forms, form => form.Form == name);

    private static long Length(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.Length;
    }
}
