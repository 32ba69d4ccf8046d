#:project ../../src/Brine/Brine.csproj
#:project ../../src/Brine.Training/Brine.Training.csproj
// Customers of a shop, grouped in C# alone: how many groups there are, what they are like, where newcomers belong, and a picture.
using System.Globalization;
using System.Text;
using Brine;
using Brine.Pickling;
using Brine.Tables;
using Brine.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Table customers = Csv.Read("samples/data/customers.csv");
var old = new FitOptions { Version = SklearnTarget.V1_2 };   // the draws of the scikit-learn that stands beside

// How many groups? The inertia falls fast up to the right number, and slowly from there on.
for (int count = 1; count <= 5; count++)
{
    Groups(count).Fit(customers, options: old).Children[^1].Estimator.Source.TryGetAttribute("inertia_", out PyValue inertia);
    Console.WriteLine($"{count} groups: inertia {inertia.AsDouble():0.00}");
}

Model model = Groups(3).Fit(customers, options: old);
long[] groups = model.Predict(customers).ToInt64s();
for (int group = 0; group < 3; group++)
{
    int[] members = [.. Enumerable.Range(0, groups.Length).Where(row => groups[row] == group)];
    Console.WriteLine($"group {group}: {members.Length} customers, {string.Join(", ", customers.Columns.Select(column =>
        $"{column.Name} {members.Average(row => column[row].AsDouble()):0.0}"))}");
}

Predictor<Customer, int> predictor = model.For<Customer, int>();
foreach (Customer customer in (Customer[])[new(40, 5, 2), new(250, 11, 15), new(110, 1.5, 36), new(90, 7, 8)])
{
    Console.WriteLine($"{customer.SpendAMonth} a month, {customer.VisitsAMonth} visits: group {predictor.Predict(customer)}");
}

if (args is [var target, var picture])
{
    Pickle.Dump(model.Value, target);
    File.WriteAllText(picture, Draw());
}

static Pipeline Groups(int count) =>
    new(("scale", new StandardScaler()), ("groups", new KMeans { ClusterCount = count, StartCount = 10, RandomState = 0 }));

// A dot a customer: what is spent to the right, visits upwards, a color a group.
string Draw()
{
    string[] colors = ["#1b9e77", "#d95f02", "#7570b3"];
    var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 400\" font-family=\"sans-serif\">\n");
    svg.Append("<title>Customers by what they spend and how often they come</title>\n"
        + "<rect width=\"640\" height=\"400\" fill=\"white\"/>\n"
        + "<path d=\"M50 20V360H620\" fill=\"none\" stroke=\"#888\"/>\n<text x=\"560\" y=\"385\">spend a month</text>\n"
        + "<text x=\"10\" y=\"14\">visits a month</text>\n");
    for (int row = 0; row < groups.Length; row++)
    {
        double x = 50 + (At(0, row) * 1.8), y = 360 - (At(1, row) * 20);
        svg.Append($"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"4\" fill=\"{colors[groups[row]]}\" fill-opacity=\"0.7\"/>\n");
    }

    return svg.Append("</svg>\n").ToString();
}

double At(int column, int row) => customers.Columns[column][row].AsDouble() ?? double.NaN;

[ModelRow]
public partial record Customer(double SpendAMonth, double VisitsAMonth, double Months);
