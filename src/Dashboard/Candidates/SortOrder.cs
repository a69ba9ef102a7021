namespace NasCluster.Dashboard.Candidates;

public enum SortOrder
{
    Asc,
    Desc,
}
