import './index.css';
import './ui/app';
