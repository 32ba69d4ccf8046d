using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Brine.MlNet;

/// <summary>
/// The other side of bench/serve.py in .NET: <c>TRAINING.csv TREES LEAVES URL</c> trains ML.NET's own forest on 30 columns and a label of
/// 0 and 1, and answers <c>POST /predict</c> with <c>{"instances": [[...]]}</c> from a minimal API. <c>POST /nothing</c> reads the body and
/// answers the same bytes always: what a server costs that computes nothing, measured by the same program.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 4)
        {
            Console.Error.WriteLine("usage: TRAINING.csv TREES LEAVES URL");
            return 4;
        }

        var context = new MLContext(seed: 7);
        Row[] rows = [.. File.ReadLines(args[0]).Select(Read)];
        FastForestBinaryTrainer trainer = context.BinaryClassification.Trainers.FastForest(
            numberOfTrees: int.Parse(args[1], CultureInfo.InvariantCulture),
            numberOfLeaves: int.Parse(args[2], CultureInfo.InvariantCulture), minimumExampleCountPerLeaf: 1);
        ITransformer model = trainer.Fit(context.Data.LoadFromEnumerable(rows));

        // An engine is for one thread at a time, and its thread keeps it.
        using var engines = new ThreadLocal<PredictionEngine<Row, Answer>>(() =>
            context.Model.CreatePredictionEngine<Row, Answer>(model));
        double right = rows.Average(row => engines.Value!.Predict(row).PredictedLabel == row.Label ? 1.0 : 0.0);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trained: {right:0.000} of its rows are answered right"));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.MapPost("/predict", (Request request) => new Response([.. request.Instances.Select(values =>
            engines.Value!.Predict(new Row { Features = values }).PredictedLabel ? 1 : 0)]));
        byte[] same = """{"predictions": [1]}"""u8.ToArray();
        app.MapPost("/nothing", async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = same.Length;
            await http.Response.Body.WriteAsync(same);
        });
        app.Run(args[3]);
        return 0;
    }

    private static Row Read(string line)
    {
        string[] cells = line.Split(',');
        return new Row
        {
            Features = [.. cells[..^1].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))], Label = cells[^1] == "1",
        };
    }

    private sealed record Request(float[][] Instances);

    private sealed record Response(int[] Predictions);

    private sealed class Row
    {
        [VectorType(30)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Answer
    {
        public bool PredictedLabel { get; set; }
    }
}
