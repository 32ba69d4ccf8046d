#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:project ../../src/Brine/Brine.csproj
#:project ../../src/Brine.Store/Brine.Store.csproj
#:project ../../src/Brine.Training/Brine.Training.csproj
// A service that learns while it answers: labeled flowers are posted, a forest is trained in the background, kept in the store with its
// accuracy, and answers as soon as it is in production, which it is where it is no worse than the one before.
//   POST /predict {"sepalLength": 5.1, ...}   POST /flowers [{"flower": {...}, "species": "setosa"}, ...]   GET /model
using System.Threading.Channels;
using Brine;
using Brine.Store;
using Brine.Tables;
using Brine.Training;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSingleton(_ => ModelStore.Open(builder.Configuration["store"] ?? "flower-models"));
builder.Services.AddSingleton<Learner>();
builder.Services.AddHostedService(services => services.GetRequiredService<Learner>());
WebApplication app = builder.Build();
app.MapPost("/predict", (Flower flower, Learner learner) => learner.Predictor.Predict(flower));
app.MapPost("/flowers", (LabeledFlower[] some, Learner learner) => learner.Take(some) ? Results.Accepted() : Results.BadRequest());
app.MapGet("/model", (Learner learner) => $"version {learner.Version}, {learner.Accuracy:0.000} right, of {learner.RowCount} flowers");
app.Run();

[ModelRow]
public partial record Flower(double SepalLength, double SepalWidth, double PetalLength, double PetalWidth);

public record LabeledFlower(Flower Flower, string Species);

/// <summary>Trains in the background whenever flowers came, all that wait at once.</summary>
public sealed class Learner(ModelStore store, ILogger<Learner> log) : BackgroundService
{
    private readonly Channel<LabeledFlower[]> _waiting = Channel.CreateBounded<LabeledFlower[]>(1000);
    private readonly List<LabeledFlower> _known = [.. FirstFlowers()];

    public Predictor<Flower, string> Predictor { get; private set; } = null!;
    public int Version { get; private set; }
    public double Accuracy { get; private set; }
    public int RowCount { get; private set; }

    public bool Take(LabeledFlower[] flowers) =>
        flowers.All(flower => flower is { Flower: not null, Species.Length: > 0 }) && _waiting.Writer.TryWrite(flowers);

    public override Task StartAsync(CancellationToken cancellation)
    {
        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("safe,metric:accuracy")));
        Learn(cancellation);
        return base.StartAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (await _waiting.Reader.WaitToReadAsync(stopping))
        {
            while (_waiting.Reader.TryRead(out LabeledFlower[]? flowers))
            {
                _known.AddRange(flowers);
            }

            await Task.Run(() => Learn(stopping), stopping);
        }
    }

    private void Learn(CancellationToken cancellation)
    {
        Table rows = Table.FromRecords(_known, columns => columns.Column("sepal_length", row => row.Flower.SepalLength)
            .Column("sepal_width", row => row.Flower.SepalWidth).Column("petal_length", row => row.Flower.PetalLength)
            .Column("petal_width", row => row.Flower.PetalWidth));
        Target species = _known.Select(flower => flower.Species).ToArray();
        var forest = new RandomForestClassifier { TreeCount = 50, RandomState = 0 };
        IReadOnlyList<Fold> folds = Splitter.StratifiedKFold(species, 5, shuffles: true, seed: 0);
        double accuracy = CrossValidation.Score(forest, rows, species, folds).Average();
        string file = Path.Combine(Path.GetTempPath(), $"flowers-{Guid.NewGuid():n}.pkl");
        forest.Fit(rows, species, new FitOptions { CancellationToken = cancellation }).Save(file);
        try
        {
            var options = new AddOptions { Metrics = new Dictionary<string, double> { ["accuracy"] = accuracy } };
            int version = store.Add("flowers", file, options).Number;
            store.Promote("flowers", version, "production", cancellation);
            Predictor = store.Get("flowers@production").For<Flower, string>();
            (Version, Accuracy, RowCount) = (version, accuracy, _known.Count);
        }
        catch (PromotionRefusedException refused)
        {
            log.LogWarning("the new model stays in the store: {Reason}", refused.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<LabeledFlower> FirstFlowers() => Datasets.LoadIris() is var iris
        ? Enumerable.Range(0, iris.Data.RowCount).Where(row => row % 5 == 0).Select(row => new LabeledFlower(
            new Flower(At(iris, 0, row), At(iris, 1, row), At(iris, 2, row), At(iris, 3, row)), iris.TargetTexts.TextAt(row)!)) : [];

    private static double At(Dataset data, int column, int row) => data.Data.ToMatrix().Row(row)[column];
}
