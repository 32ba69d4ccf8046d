using Microsoft.Extensions.DependencyInjection;

namespace Brine.Tests.Server;

/// <summary>A predictor for rows of the program's own types, by injection.</summary>
public sealed partial class PredictorServiceTests
{
    [ModelRow]
    public partial record Flower(double SepalLength, double SepalWidth, double PetalLength, double PetalWidth);

    [Fact]
    public void ThePredictorIsThatOfTheModelThatIsServedNow()
    {
        using var folder = new TemporaryFolder();
        string file = folder["iris.model"], next = folder["next"];
        File.Copy(Repo.File("samples", "models", "iris-forest.joblib"), file);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBrineModel("iris", file, options => options.WatchInterval = TimeSpan.Zero);
        services.AddBrinePredictor<Flower, string>("iris");
        using ServiceProvider provider = services.BuildServiceProvider();
        Predictor<Flower, string> first = provider.GetRequiredService<Predictor<Flower, string>>();
        var flower = new Flower(6.3, 3.3, 6.0, 2.5);
        Assert.Equal("virginica", first.Predict(flower));
        Assert.Same(first, provider.GetRequiredKeyedService<Predictor<Flower, string>>("iris"));
        File.Copy(Repo.File("samples", "models", "iris-tree.pkl"), next);
        File.Move(next, file, overwrite: true);
        Assert.Equal(1, provider.GetRequiredService<ModelRegistry>().Refresh());
        Predictor<Flower, string> second = provider.GetRequiredService<Predictor<Flower, string>>();
        Assert.NotSame(first, second);
        Assert.Equal("virginica", second.Predict(flower));
        Assert.Equal("virginica", first.Predict(flower));
    }

    [Fact]
    public void ANameThatIsNoneIsRefused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddBrinePredictor<Flower, string>("no name"));
}
