using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client.Tests;

/// <summary>Searches that know results beforehand.</summary>
public sealed class WarmStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-warm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("joint-nas")]
    [InlineData("tpe")]
    [InlineData("regularized-evolution")]
    [InlineData("nsga2")]
    [InlineData("random")]
    [InlineData("quasi-random")]
    [InlineData("grid")]
    public void Search_KnownResults_AreNeverProposedAndCostNoBudget(string strategy)
    {
        var (study, known) = (new SearchStudy(Spec(strategy, Csv(30), candidates: 25)), Points(30));

        Finish(study);

        Assert.Equal(25, study.Candidates.Length);
        Assert.Empty(study.Candidates.Select(Point).Intersect(known));
        Assert.All(study.Candidates, candidate => Assert.True(candidate.Parent is null or > 0));
        Assert.Equal(study.Candidates.Max(candidate => candidate.Metrics!.Accuracy), study.Best!.Metrics!.Accuracy);
    }

    [Theory]
    [InlineData("joint-nas")]
    [InlineData("tpe")]
    [InlineData("regularized-evolution")]
    [InlineData("nsga2")]
    public void Search_KnownResults_AreLearnedFromBeforeTheFirstCandidate(string strategy)
    {
        var warm = new SearchStudy(Spec(strategy, Csv(60), candidates: 8));
        var cold = new SearchStudy(Spec(strategy, file: null, candidates: 8));

        Finish(warm);
        Finish(cold);

        Assert.True(
            warm.Candidates.Average(candidate => candidate.Metrics!.Accuracy)
                > cold.Candidates.Average(candidate => candidate.Metrics!.Accuracy) + 0.03
        );
    }

    [Fact]
    public void JointNas_FewKnownResults_SpreadsItsFirstOnesAllTheSame()
    {
        var study = new SearchStudy(Spec("joint-nas", Csv(3), candidates: 30));
        Assert.Null(study.Ask()!.PredictedAccuracy);
        Assert.NotNull(new SearchStudy(Spec("joint-nas", Csv(20), candidates: 30)).Ask()!.PredictedAccuracy);
    }

    [Fact]
    public async Task Read_OwnTable_IsTakenAsItIs()
    {
        var study = new SearchStudy(Spec("random", file: null, candidates: 12));
        Finish(study);
        var views = study.Candidates.Select(candidate => new CandidateView
        {
            Id = candidate.Id,
            Number = candidate.Id.Number,
            State = candidate.Id.Number == 3 ? CandidateState.Failed : candidate.State,
            Stage = candidate.Stage,
            Epochs = 1,
            Attempts = 1,
            Architecture = candidate.Configuration.Architecture,
            Recipe = candidate.Configuration.Recipe,
            Metrics = candidate.Metrics,
        });
        var file = Path.Combine(_folder, "own.csv");
        await ResultTable.Of([.. views]).WriteCsvAsync(file);

        var spec = Spec("random", file, candidates: 5);

        Assert.Equal(11, spec.WarmStart.Length);
        Assert.Equal(study.Candidates[0].Metrics!.Accuracy, spec.WarmStart[0].Accuracy, 12);
        Assert.Equal(study.Candidates[0].Metrics!.Params, spec.WarmStart[0].Metrics.Number("params"));
    }

    [Fact]
    public void Read_WrongRows_AreToldAtOnceOrLeftOut()
    {
        var file = Write("wrong.csv", "x,y,accuracy\n1,2,0.5\n100,2,0.5\n1,3,1.5\n2,a,0.5\n3,3,\n1,2,0.9\n");

        var wrong = Assert.Throws<InvalidSpecException>(() => Spec("random", file, candidates: 5));
        var left = Spec(
            "random",
            Write("left.csv", "x,y,accuracy\n1,2,0.5\n100,2,0.5\n"),
            candidates: 5,
            skipOutside: true
        );

        Assert.Equal(3, wrong.Problems.Length);
        Assert.All(wrong.Problems, problem => Assert.Equal("warmStart.content", problem.Code));
        Assert.Contains(
            "Line 3 has '100' for 'x': allowed is 0…29",
            wrong.Problems[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Line 4 has the accuracy 1.5", wrong.Problems[1].Message, StringComparison.Ordinal);
        Assert.Single(left.WarmStart);
    }

    [Fact]
    public void Read_JsonOfParameters_IsTaken()
    {
        var file = Write(
            "r.json",
            """[{ "number": 0, "accuracy": 0.25, "parameters": { "x": 4, "y": 5 } }, { "state": "failed", "accuracy": 0.1, "parameters": {} }]"""
        );

        var result = Assert.Single(Spec("random", file, candidates: 5).WarmStart);

        Assert.Equal((4, 5, 0.25), (result.Architecture.Number("x"), result.Recipe.Number("y"), result.Accuracy));
    }

    [Theory]
    [InlineData("none.csv", null)]
    [InlineData("a.txt", "x")]
    [InlineData("a.json", "{")]
    [InlineData("empty.csv", "x,y,accuracy\n")]
    public void Read_NoResults_IsOneProblem(string name, string? text)
    {
        var file = text is null ? Path.Combine(_folder, name) : Write(name, text);

        var wrong = Assert.Throws<InvalidSpecException>(() => Spec("random", file, candidates: 5));

        Assert.Equal("/warmStart/0/file", Assert.Single(wrong.Problems).Pointer);
    }

    [Fact]
    public void Read_TextOfTheNetwork_OpensNoFile()
    {
        var text = Builder("random", Csv(3), candidates: 5, skipOutside: false).ToJson();

        var wrong = Assert.Throws<InvalidSpecException>(() =>
            ExperimentSpecReader.Read(System.Text.Encoding.UTF8.GetBytes(text))
        );

        Assert.Contains("on the disk only", Assert.Single(wrong.Problems).Message, StringComparison.Ordinal);
    }

    private static void Finish(SearchStudy study)
    {
        while (study.Ask() is { } candidate)
        {
            var (x, y) = Point(candidate);
            study.Tell(
                candidate.Id.Number,
                new CandidateMetrics
                {
                    Accuracy = Worth(x, y),
                    Loss = 0,
                    Params = 1 + (long)x,
                }
            );
        }
    }

    private static (double X, double Y) Point(Candidate candidate) =>
        (candidate.Configuration.Architecture.Number("x"), candidate.Configuration.Recipe.Number("y"));

    private static double Worth(double x, double y) => 1 - (Math.Abs(x - 22) + Math.Abs(y - 7)) / 60;

    /// <summary>Points spread over the space, the best of them near the top of the hill.</summary>
    private static List<(double X, double Y)> Points(int count) =>
        [.. Enumerable.Range(0, count).Select(i => ((double)(i * 7 % 30), (double)(i * 11 % 31 % 30)))];

    private string Csv(int count) =>
        Write(
            $"known-{count}.csv",
            "x,y,accuracy,params\n"
                + string.Join(
                    '\n',
                    Points(count)
                        .Select(point =>
                            FormattableString.Invariant($"{point.X},{point.Y},{Worth(point.X, point.Y)},{1 + point.X}")
                        )
                )
        );

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static ExperimentSpec Spec(string strategy, string? file, int candidates, bool skipOutside = false) =>
        Builder(strategy, file, candidates, skipOutside).Build();

    private static ExperimentBuilder Builder(string strategy, string? file, int candidates, bool skipOutside)
    {
        var builder = ExperimentBuilder
            .Create("warm")
            .Seed(4)
            .Space(SearchSpaceBuilder.Create().Integer("x", 0, 29).Integer("y", 0, 29, part: SpacePart.Recipe))
            .TrainWith("none")
            .Epochs(1)
            .Strategy(Strategies.Of(strategy))
            .Budget(candidates)
            .Maximize("accuracy")
            .RankBy("accuracy");
        return file is null ? builder : builder.WarmStart(file, skipOutside);
    }
}
