namespace NasCluster.Domain.Search;

public enum SearchStepKind
{
    Wait,
    Finish,
    Propose,
}
