#:project ../../src/Brine/Brine.csproj
// A table with categories and gaps, through a ColumnTransformer pipeline of imputers, a scaler, one-hot columns and a logistic regression.
using Brine;
using Brine.Models;
using Brine.Tables;

Model model = Model.Load("samples/models/passengers.pkl");
Table passengers = Csv.Read("samples/data/passengers.csv");
string?[] answers = model.Predict(passengers).ToStrings();
double[] chances = model.PredictProba(passengers).ToDoubles();

for (int row = 0; row < answers.Length; row++)
{
    Console.WriteLine(FormattableString.Invariant($"{answers[row]} {chances[(2 * row) + 1]:f6}"));
}

if (args is [var target])
{
    Pickle.Dump(model.Value, target);
}
