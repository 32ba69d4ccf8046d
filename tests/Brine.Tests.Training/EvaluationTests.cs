using System.Globalization;

namespace Brine.Tests;

/// <summary>Splits and reports, beside Python's.</summary>
public class EvaluationTests
{
    [Fact]
    public void AReportIsPrintedAsScikitLearnPrintsIt()
    {
        string[] right = ["x", "y", "y", "z", "x", "y"], answers = ["x", "y", "x", "x", "x", "y"];
        ClassificationReport report = ClassificationReport.Of(right, answers);
        Assert.Equal("""
                          precision    recall  f1-score   support

                       x       0.50      1.00      0.67         2
                       y       1.00      0.67      0.80         3
                       z       0.00      0.00      0.00         1

                accuracy                           0.67         6
               macro avg       0.50      0.56      0.49         6
            weighted avg       0.67      0.67      0.62         6

            """.ReplaceLineEndings("\n"), report.ToString());
        Assert.Equal("[[2 0 0]\n [1 2 0]\n [1 0 0]]", report.ConfusionText);
    }

    [Fact]
    [Trait("Stage", "Python")]
    public void ReportsOfRandomAnswersArePythons()
    {
        string expected = Python.Run("""
            import warnings; warnings.filterwarnings('ignore')
            import numpy as np, sklearn
            print(sklearn.__version__)
            from sklearn.metrics import classification_report, confusion_matrix
            for seed in range(60):
                rng = np.random.RandomState(seed)
                k, n = rng.randint(2, 7), rng.randint(3, 200)
                y, p = rng.randint(0, k, n), rng.randint(0, k, n)
                print(','.join(map(str, y)), ','.join(map(str, p)),
                      repr(classification_report(y, p) + str(confusion_matrix(y, p))), sep=';')
            """);
        string[] lines = expected.Split('\n');
        SklearnTarget version = lines[0].StartsWith("1.2.", StringComparison.Ordinal) ? SklearnTarget.V1_2 : SklearnTarget.V1_9;
        foreach (string line in lines[1..])
        {
            string[] parts = line.Split(';');
            ClassificationReport report = ClassificationReport.Of(Ints(parts[0]), Ints(parts[1]), version);
            Assert.Equal(parts[2].Trim('\'').Replace("\\n", "\n", StringComparison.Ordinal), report.ToString() + report.ConfusionText);
        }
    }

    [Fact]
    [Trait("Stage", "Python")]
    public void SplitsArePythons()
    {
        string expected = Python.Run("""
            import numpy as np
            from sklearn.model_selection import train_test_split, KFold, StratifiedKFold
            def show(folds): print(' '.join(','.join(map(str, part)) for fold in folds for part in fold))
            for seed in range(20):
                n = 10 + 7 * seed
                y = np.random.RandomState(seed).randint(0, 3, n)
                print(','.join(map(str, y)))
                show([train_test_split(np.arange(n), test_size=0.3, random_state=seed)])
                show(KFold(4).split(np.zeros(n)))
                show(KFold(3, shuffle=True, random_state=seed).split(np.zeros(n)))
                show(StratifiedKFold(2).split(np.zeros(n), y))
                show(StratifiedKFold(2, shuffle=True, random_state=seed).split(np.zeros(n), y))
            """);
        string[] lines = expected.Split('\n');
        for (uint seed = 0; seed < 20; seed++)
        {
            string[] own = lines[(int)(seed * 6)..(int)((seed * 6) + 6)];
            int[] y = Ints(own[0]);
            Assert.Equal(own[1], Text([Splitter.TrainTest(y.Length, 0.3, seed)]));
            Assert.Equal(own[2], Text(Splitter.KFold(y.Length, 4)));
            Assert.Equal(own[3], Text(Splitter.KFold(y.Length, 3, shuffles: true, seed)));
            Assert.Equal(own[4], Text(Splitter.StratifiedKFold(y, 2)));
            Assert.Equal(own[5], Text(Splitter.StratifiedKFold(y, 2, shuffles: true, seed)));
        }
    }

    [Fact]
    public void FoldsThatCannotBeAreRefused()
    {
        Assert.Equal("FitRows", Assert.Throws<TrainingException>(() => Splitter.KFold(3, 4)).Code);
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => Splitter.KFold(3, 1)).Code);
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => Splitter.TrainTest(3, 1.5)).Code);
        Assert.Equal("FitRows", Assert.Throws<TrainingException>(() => Splitter.TrainTest(1, 0.5)).Code);
        Assert.Equal("FitRows", Assert.Throws<TrainingException>(() => Splitter.StratifiedKFold(new[] { 1, 2, 3, 1 }, 3)).Code);
        Assert.Equal("FitTarget", Assert.Throws<TrainingException>(() => ClassificationReport.Of(new[] { 1 }, new[] { 1, 2 })).Code);
    }

    [Fact]
    public void EveryFoldIsScoredOnRowsThatItsModelHasNotSeen()
    {
        var rows = new double[40, 1];
        var target = new int[40];
        for (int i = 0; i < 40; i++)
        {
            (rows[i, 0], target[i]) = (i, i % 2);
        }

        IReadOnlyList<double> scores = CrossValidation.Score(new DecisionTreeClassifier { RandomState = 0 }, rows, target,
            Splitter.StratifiedKFold(target, 4));
        Assert.Equal(4, scores.Count);
        Assert.All(scores, score => Assert.InRange(score, 0, 0.9));
    }

    private static int[] Ints(string text) => [.. text.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static string Text(IReadOnlyList<Fold> folds) =>
        string.Join(' ', folds.Select(fold => string.Join(',', fold.Train) + " " + string.Join(',', fold.Test)));
}
