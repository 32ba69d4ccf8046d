using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests;

/// <summary>Clusterings that label the rows of their training alone.</summary>
public class ClusterTests
{
    private static readonly double[,] Rows = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 9, 9 }, { 9, 8 }, { 8, 9 }, { 50, 50 } };

    [Fact]
    public void RowsThatLieCloseAreAGroupAndOthersNone()
    {
        Model model = new DBSCAN { Radius = 1.5, MinimumNeighbors = 3 }.Fit(Rows);
        Assert.Equal([0, 0, 0, 1, 1, 1, -1], Labels(model));
        Assert.Equal([0, 1, 2, 3, 4, 5], Ints(model, "core_sample_indices_"));
        Assert.Empty(model.Methods);
        Assert.Throws<UnsupportedModelException>(() => model.Predict(Rows));
    }

    [Fact]
    public void AHeavyRowIsACoreByItself()
    {
        Model model = new DBSCAN { Radius = 1.5, MinimumNeighbors = 3 }.Fit(Rows, null,
            new FitOptions { SampleWeight = [0.5, 0.5, 0.5, 1, 1, 1, 3] });
        Assert.Equal([-1, -1, -1, 0, 0, 0, 1], Labels(model));
    }

    [Theory]
    [InlineData("ward")]
    [InlineData("complete")]
    [InlineData("average")]
    [InlineData("single")]
    public void TheNearestGroupsAreJoinedFirst(string linkage)
    {
        Model model = new AgglomerativeClustering { ClusterCount = 3, Linkage = linkage, KeepsDistances = true }.Fit(Rows);
        long[] labels = Labels(model);
        Assert.Equal(3, labels.Distinct().Count());
        Assert.Single(labels[..3].Distinct());
        Assert.Single(labels[3..6].Distinct());
        double[] distances = NDArray.From(model.Value["distances_"])!.ToDoubles();
        Assert.Equal(1, distances[0]);
        Assert.Equal(distances.Order(), distances);
        Assert.Equal(7L, model.Value["n_leaves_"].AsInt64());
    }

    [Fact]
    public void AThresholdSaysHowManyGroupsThereAre()
    {
        Model model = new AgglomerativeClustering { ClusterCount = null, DistanceThreshold = 20, Linkage = "single" }.Fit(Rows);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1], Labels(model));
    }

    [Fact]
    public void AStepBeforeTransformsTheRows()
    {
        Model model = new Brine.Training.Pipeline(("scale", new StandardScaler()), ("groups", new DBSCAN { MinimumNeighbors = 3 })).Fit(Rows);
        Assert.Empty(model.Methods);
        PyValue last = model.Value["steps"].As<PyList>()![1].As<PyTuple>()![1];
        Assert.Equal([0, 0, 0, 1, 1, 1, -1], NDArray.From(last["labels_"])!.ToInt64s());
    }

    [Theory]
    [InlineData("""{"class": "DBSCAN", "eps": 0}""")]
    [InlineData("""{"class": "DBSCAN", "metric": "cosine"}""")]
    [InlineData("""{"class": "AgglomerativeClustering", "connectivity": [[0, 1]]}""")]
    [InlineData("""{"class": "AgglomerativeClustering", "metric": "manhattan"}""")]
    [InlineData("""{"class": "AgglomerativeClustering", "distance_threshold": 3.0}""")]
    [InlineData("""{"class": "AgglomerativeClustering", "n_clusters": null}""")]
    public void WhatIsNotTrainedIsRefusedByName(string pipeline) =>
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => PipelineFile.Parse(pipeline).Fit(Rows)).Code);

    [Fact]
    public void MoreGroupsThanRowsAreRefused()
    {
        Assert.Equal("FitRows", Assert.Throws<TrainingException>(() => new AgglomerativeClustering { ClusterCount = 8 }.Fit(Rows)).Code);
        Assert.Equal("FitRows", Assert.Throws<TrainingException>(
            () => new AgglomerativeClustering().Fit(new double[,] { { 1 } })).Code);
    }

    private static long[] Labels(Model model) => Ints(model, "labels_");

    private static long[] Ints(Model model, string name) => NDArray.From(model.Value[name])!.ToInt64s();
}
