namespace NasCluster.Bench.Search;

internal sealed class SpeedsMode(Report report)
{
    public void Run() => report.Line("speeds: to come");
}
